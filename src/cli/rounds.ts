import { InputError } from '../base/input-error.ts';
import { departuresOf } from '../conformance/assumption.ts';
import { nengoConventions } from '../conformance/conventions/conventions.ts';
import { readConventions } from '../conformance/conventions/declared.ts';
import { judge } from '../conformance/judge/judge.ts';
import { type KeptAnswers, readAnswers } from '../conformance/judge/recorded/read-answers.ts';
import { Replay } from '../conformance/judge/recorded/replay.ts';
import { startLine, stopLine, Written, writeRequests } from '../conformance/judge/recorded/write-requests.ts';
import { reference } from '../conformance/reference.ts';
import { keptVectors } from '../vectors.ts';
import { gatherCases } from './gather-cases.ts';
import { type CheckChoice, chosen, seed } from './plan-check.ts';
import { readText } from './read-text.ts';

type Choice = Pick<CheckChoice, 'only' | 'runs'>;
type Write = (line: string) => void;

/** Names the cases, a line each. */
export function listCases({ only, runs }: Choice, write: Write): void {
  const cases = gatherCases(keptVectors(), nengoConventions, 'float64', { seed, numRuns: runs });
  for (const { id, claim, kind, title } of chosen(cases, only)) write(`${id}\t${claim}\t${kind}\t${title}`);
}

/** Writes all that can be asked before anything is answered, for an implementation of either precision. */
export async function firstRound({ only, runs }: Choice, write: Write): Promise<void> {
  const vectors = keptVectors();
  const written = new Written(write);
  write(startLine);
  for (const precision of ['float64', 'float32'] as const) {
    const cases = gatherCases(vectors, nengoConventions, precision, { seed, numRuns: runs });
    await writeRequests(chosen(cases, only), reference(precision), written);
  }
  write(stopLine);
}

/**
 * Writes what some answers make known: requests that go on from a state, and those that were not answered.
 *
 * @throws {InputError} if nothing is left to be asked
 */
export async function nextRound({ only, runs }: Choice, files: readonly string[], write: Write): Promise<void> {
  const replay = new Replay(readAnswerFiles(files));
  const { precision, conventions: declared } = replay.description;
  const conventions = readConventions(declared);
  const exploration = { seed, numRuns: runs, endOnFailure: true };
  const cases = chosen(gatherCases(keptVectors(), conventions, precision, exploration), only);
  await judge(replay.implementation, {
    cases: cases.map((one) => replay.scoped(one)),
    departures: departuresOf(conventions),
  });
  if (replay.unanswered.length === 0) throw new InputError(`${files.join(', ')}: everything is answered`);
  const written = new Written(write);
  write(startLine);
  for (const { id, capability, input } of replay.unanswered) written.add(id, capability, input);
  write(stopLine);
}

/**
 * Reads files of answers.
 *
 * @throws {InputError} if one cannot be read, or holds something else
 */
export function readAnswerFiles(files: readonly string[]): KeptAnswers {
  return readAnswers(files.map((name) => ({ name, text: readText(name) })));
}
