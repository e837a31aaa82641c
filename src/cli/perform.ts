import { whyReadable } from '../engine/scope.ts';
import { foldForSpikes } from '../simulator/network/effective.ts';
import type { StudyFolder } from '../study/folder/study-folder.ts';
import type { Block } from '../study/run/evaluator.ts';
import { operatingPoint, planPoints, type Task } from '../study/run/plan.ts';
import { runStudy, type Study } from '../study/run/run-study.ts';
import { Interruption, interruptible, nothingKept } from './interruption.ts';
import type { NetworkOptions } from './options.ts';
import { describeProfile } from './profile.ts';
import { startProgress } from './progress.ts';

/** Runs a study to its end while it shows progress on stderr. Asked to stop, it says how to continue. */
export async function performStudy(
  study: Study,
  tasks: readonly Task[],
  { workers, engine, profile }: Pick<NetworkOptions, 'workers' | 'engine' | 'profile'>,
  kept?: { readonly folder: StudyFolder; readonly directory: string },
  what = '',
): Promise<Block[]> {
  if (engine === 'fast') noteFallback(study);
  // the rate network takes next to no time, so only images shown to the spiking one are counted
  const imagesDone = [0];
  for (const { kind, count } of tasks) imagesDone.push((imagesDone.at(-1) as number) + (kind === 'rates' ? 0 : count));
  const progress = startProgress(process.stderr, imagesDone.at(-1) as number, `images${what}`);
  const onProgress = (done: number) => progress.update(imagesDone[done] as number);
  try {
    const blocks = await interruptible((signal) =>
      runStudy(study, tasks, { workers, engine, journal: kept?.folder.journal, onProgress, signal }),
    );
    progress.end();
    if (profile) process.stderr.write(await describeProfile(study));
    return blocks;
  } catch (error) {
    if (error instanceof Interruption) error.message = howToContinue(kept?.directory);
    throw error;
  } finally {
    progress.end();
  }
}

/** Says so if the engine leaves the first point to the readable code. */
function noteFallback({ settings, network }: Study): void {
  const [first] = planPoints(settings) as [ReturnType<typeof planPoints>[number]];
  const reason = whyReadable(foldForSpikes(network, operatingPoint(first, settings)));
  if (reason !== undefined) process.stderr.write(`lifspec: the readable code runs, as ${reason}\n`);
}

function howToContinue(directory: string | undefined): string {
  if (directory === undefined) return nothingKept;
  return `stopped; what is done is kept in ${directory}, and the same command continues there`;
}
