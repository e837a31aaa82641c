import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { jobsIn, names, type Run, type StudyFolder, waitFor } from './study.ts';

/** Training that is paused. */
export interface HeldTraining {
  /** Its folder within that of all jobs. */
  readonly job: string;
  /** The process that trains it. */
  readonly pid: number;
}

/** Pauses training after its start, so the test does not depend on its speed. */
export async function holdTraining(study: StudyFolder, run: Run): Promise<HeldTraining> {
  return await waitFor(() => holdOne(study), 'a network is in training', run);
}

/** Pauses one of the running training processes, if there is one. */
async function holdOne(study: StudyFolder): Promise<HeldTraining | undefined> {
  for (const training of inTraining(study)) {
    if (!(await isStopped(training.pid))) continue;
    // the process may have ended just before the signal
    if (inTraining(study).some(({ pid }) => pid === training.pid)) return training;
    process.kill(training.pid, 'SIGCONT');
  }
  return undefined;
}

/** Training runs that have begun but not saved the network. */
function inTraining({ at }: StudyFolder): HeldTraining[] {
  return jobsIn({ at }).flatMap((job) => {
    const [network = ''] = names(at('jobs', job, 'networks'));
    const saved = names(at('jobs', job, 'networks', network));
    const isBetween = saved.includes('training.json') && !saved.includes('dense_kernel.npy');
    const pid = workerIn(at('jobs', job));
    return isBetween && pid !== undefined ? [{ job, pid }] : [];
  });
}

/** The process that works in a folder. */
function workerIn(folder: string): number | undefined {
  try {
    return Number(/^process (\d+) /.exec(readFileSync(join(folder, 'lock-owner'), 'utf8'))?.[1]) || undefined;
  } catch {
    return undefined; // no process works there, or it has just begun
  }
}

/** Pauses a process. Returns false if it has already ended. */
async function isStopped(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 'SIGSTOP');
    // the signal takes effect later
    while (stateOf(pid) !== 'T' && stateOf(pid) !== 'Z') await setTimeout(1);
    return stateOf(pid) === 'T';
  } catch {
    return false;
  }
}

/** State of a process: `T` paused, `Z` ended. */
function stateOf(pid: number): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0];
}
