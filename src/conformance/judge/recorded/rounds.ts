import { InputError } from '../../../base/input-error.ts';
import type { PrecisionName } from '../../../base/precision.ts';
import { readText } from '../../../base/read-text.ts';
import { versions } from '../../../base/version.ts';
import { askProbes } from '../../conventions/ask-probes.ts';
import { nengoConventions } from '../../conventions/conventions.ts';
import type { Implementation } from '../../implementation.ts';
import { writeLine } from '../../protocol/json-line.ts';
import { wireCapabilities } from '../../protocol/protocol.ts';
import { reference } from '../../reference.ts';
import { listenTo } from '../exchange.ts';
import type { OnCase } from '../judge.ts';
import { declaredRules, judgeByRules, judgeProgram } from '../judge-program.ts';
import type { Plan } from '../plan.ts';
import type { Verdict } from '../verdict.ts';
import { readAnswers } from './answers.ts';
import { Replay } from './replay.ts';
import { isContinued, type RecordedRequest, RequestIds } from './requests.ts';

/** Receives a line without its end. */
type WriteText = (line: string) => void;

/**
 * Writes the requests of cases and of the fingerprint for implementations of either precision, except those that
 * continue from a state, and those of capabilities that `answering` lacks. `answering` provides the answers on which
 * the next request of a case may depend.
 */
export async function writeFirstRound(
  { casesFor }: Pick<Plan, 'casesFor'>,
  write: WriteText,
  answering: (precision: PrecisionName) => Implementation = reference,
): Promise<void> {
  const requests = new RequestLines(write);
  for (const precision of ['float64', 'float32'] as const) {
    const ids = new RequestIds();
    const implementation = listenTo(answering(precision), ({ capability, input }) => {
      const request = ids.next(capability, wireCapabilities[capability].writeInput(input as never));
      if (!isContinued(request)) requests.write(request);
    });
    await askProbes(implementation);
    for (const one of casesFor(nengoConventions, precision)) {
      if (one.needs.some((name) => implementation[name] === undefined)) continue;
      ids.enter(one.id);
      await one.run(implementation);
    }
  }
  requests.end();
}

/**
 * Writes the requests that continue from a recorded state, and those without an answer.
 *
 * @throws {InputError} if everything is answered
 */
export async function writeNextRound(plan: Plan, files: readonly string[], write: WriteText): Promise<void> {
  const replay = replayFiles(files);
  await judgeByRules(replay, declaredRules(replay), replayed(plan, replay));
  if (replay.unanswered.length === 0) throw new InputError(`${files.join(', ')}: every request is answered`);
  const requests = new RequestLines(write);
  for (const request of replay.unanswered) requests.write(request);
  requests.end();
}

/**
 * Judges recorded answers.
 *
 * @returns the verdict, and the number of requests for a second round
 * @throws {InputError} if a file cannot be read or is invalid
 */
export async function judgeAnswers(
  plan: Plan,
  files: readonly string[],
  onCase?: OnCase,
): Promise<{ readonly verdict: Verdict; readonly continuedRequests: number }> {
  const replay = replayFiles(files);
  const verdict = await judgeProgram(replay, replayed(plan, replay), onCase);
  return { verdict, continuedRequests: replay.unanswered.filter(isContinued).length };
}

/** A file of requests, each written once. */
class RequestLines {
  readonly #written = new Set<number>();
  readonly #write: WriteText;

  constructor(write: WriteText) {
    this.#write = write;
    write(writeLine({ id: 0, command: 'start', protocol: versions.protocol }));
  }

  write({ id, capability, input }: RecordedRequest): void {
    if (!this.#written.has(id)) this.#write(writeLine({ id, command: 'run', capability, input }));
    this.#written.add(id);
  }

  end(): void {
    this.#write(writeLine({ id: 2 ** 52, command: 'stop' }));
  }
}

/** Enough for a check with 200 inputs per law. Larger answers can be split into several files. */
const mostAnswersMegabytes = 256;

const replayFiles = (files: readonly string[]) => new Replay(readAnswers(textsOf(files)));

function* textsOf(files: readonly string[]) {
  for (const name of files) yield { name, text: readText(name, mostAnswersMegabytes) };
}

const replayed = (plan: Plan, replay: Replay): Plan => ({
  ...plan,
  casesFor: (...rules) => replay.scopedCases(plan.casesFor(...rules)),
});
