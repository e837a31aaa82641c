import { InputError } from '../../../base/input-error.ts';
import { readText } from '../../../base/read-text.ts';
import { nengoConventions } from '../../conventions/conventions.ts';
import { reference } from '../../reference.ts';
import { declaredRules, judgeByRules, judgeProgram, type OnCase } from '../judge-program.ts';
import type { Plan } from '../plan.ts';
import type { Verdict } from '../verdict.ts';
import { readAnswers } from './answers.ts';
import { Replay } from './replay.ts';
import { isContinued, requestWriter, startLine, stopLine, writeRequests } from './requests.ts';

/**
 * Writes every request that does not depend on an answer, for implementations of either precision.
 *
 * @param write - receives a line without its end
 */
export async function writeFirstRound({ casesFor }: Plan, write: (line: string) => void): Promise<void> {
  const writeRequest = requestWriter(write);
  write(startLine);
  for (const precision of ['float64', 'float32'] as const)
    await writeRequests(casesFor(nengoConventions, precision), reference(precision), writeRequest);
  write(stopLine);
}

/**
 * Writes the requests that continue from a recorded state, and those without an answer.
 *
 * @throws {InputError} if everything is answered
 */
export async function writeNextRound(
  plan: Plan,
  files: readonly string[],
  write: (line: string) => void,
): Promise<void> {
  const replay = replayFiles(files);
  await judgeByRules(replay, declaredRules(replay), replayed(plan, replay));
  if (replay.unanswered.length === 0) throw new InputError(`${files.join(', ')}: every request is answered`);
  const writeRequest = requestWriter(write);
  write(startLine);
  for (const { id, capability, input } of replay.unanswered) writeRequest(id, capability, input);
  write(stopLine);
}

/**
 * Judges recorded answers.
 *
 * @returns the verdict, and how many requests a second round has to ask
 * @throws {InputError} if a file cannot be read or is invalid
 */
export async function judgeAnswers(
  plan: Plan,
  files: readonly string[],
  onCase?: OnCase,
): Promise<{ readonly verdict: Verdict; readonly continuedRequests: number }> {
  const replay = replayFiles(files);
  const verdict = await judgeProgram(replay, replayed(plan, replay), onCase);
  return { verdict, continuedRequests: replay.unanswered.filter(({ input }) => isContinued(input)).length };
}

const replayFiles = (files: readonly string[]) =>
  new Replay(readAnswers(files.map((name) => ({ name, text: readText(name) }))));

function replayed(plan: Plan, replay: Replay): Plan {
  return { ...plan, casesFor: (...rules) => replay.scopedCases(plan.casesFor(...rules)) };
}
