import { InputError } from '../../../base/input-error.ts';
import { nengoConventions } from '../../conventions/conventions.ts';
import { reference } from '../../reference.ts';
import { declaredRules, judgeByRules, judgeProgram, type OnCase } from '../judge-program.ts';
import type { Plan } from '../plan.ts';
import type { Verdict } from '../verdict.ts';
import { readAnswerFiles } from './answers.ts';
import { Replay } from './replay.ts';
import { RequestWriter, startLine, stopLine, writeRequests } from './requests.ts';

/** Receives a line without its end. */
export type WriteLine = (line: string) => void;

/** Writes every request that can be asked before anything is answered, for implementations of either precision. */
export async function writeFirstRound({ casesFor }: Plan, write: WriteLine): Promise<void> {
  const writer = new RequestWriter(write);
  write(startLine);
  for (const precision of ['float64', 'float32'] as const)
    await writeRequests(casesFor(nengoConventions, precision), reference(precision), writer);
  write(stopLine);
}

/**
 * Writes the requests that some answers make possible, those that continue from a state, and those not answered yet.
 *
 * @throws {InputError} if everything is answered
 */
export async function writeNextRound(plan: Plan, files: readonly string[], write: WriteLine): Promise<void> {
  const replay = new Replay(readAnswerFiles(files));
  await judgeByRules(replay, declaredRules(replay), replayed(plan, replay));
  if (replay.unanswered.length === 0) throw new InputError(`${files.join(', ')}: every request is answered`);
  const writer = new RequestWriter(write);
  write(startLine);
  for (const { id, capability, input } of replay.unanswered) writer.add(id, capability, input);
  write(stopLine);
}

/** A verdict on recorded answers, and how many requests a second round has to ask. */
export interface RecordedVerdict {
  readonly verdict: Verdict;
  readonly continuedRequests: number;
}

/**
 * Judges recorded answers.
 *
 * @throws {InputError} if a file cannot be read or is wrong
 */
export async function judgeAnswers(plan: Plan, files: readonly string[], onCase?: OnCase): Promise<RecordedVerdict> {
  const replay = new Replay(readAnswerFiles(files));
  const verdict = await judgeProgram(replay, replayed(plan, replay), onCase);
  return { verdict, continuedRequests: replay.unanswered.filter(({ isContinued }) => isContinued).length };
}

function replayed(plan: Plan, replay: Replay): Plan {
  return { ...plan, casesFor: (...rules) => replay.scopedCases(plan.casesFor(...rules)) };
}
