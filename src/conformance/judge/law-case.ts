import fc from 'fast-check';
import { troubleOf } from '../fault.ts';
import type { Implementation } from '../implementation.ts';
import type { Exploration, Law } from '../law.ts';
import { Refutation } from '../refutation.ts';
import { draw } from '../spike-trains.ts';
import type { Vector } from '../vectors/vector.ts';
import { formatVector } from '../vectors/vector-file.ts';
import type { Case, Failure, Finding } from './case.ts';
import type { AsVector, FoundAnswer } from './found-answer.ts';
import { showExchanges } from './show-exchanges.ts';
import { type Exchange, type Watched, watch } from './watch.ts';

/** Tries at making a failing case smaller: enough for small cases, and bounded for implementations that take their time. */
const mostShrinks = 300;

/** What says how a failing input should have been answered. */
export interface Answers {
  /** An implementation of the same conventions. */
  readonly right?: Implementation;
  /** Writes a wrong answer as a vector; to be left out where the conventions are not Nengo's. */
  readonly asVector?: AsVector;
}

/** A law as a case: it drives an implementation with generated inputs and looks for the smallest that breaks it. */
export function lawCase(law: Law, exploration: Exploration, answers: Answers = {}): Case {
  const { id, claim, statement, needs, assumes = [] } = law;
  return {
    id,
    claim,
    kind: 'law',
    title: statement,
    needs,
    assumes,
    run: (implementation) => run(law, implementation, exploration, answers),
  };
}

async function run(
  law: Law,
  implementation: Implementation,
  exploration: Exploration,
  answers: Answers,
): Promise<Finding> {
  const watched = watch(implementation);
  const trial = new Trial(law, watched);
  await fc.check(trial.property, { ...exploration, ...unlimited });
  if (trial.trouble !== undefined) throw trial.trouble;
  const { spikes } = watched;
  if (trial.tried === 0) return { skipped: trial.skipped ?? 'nothing was tried' };
  const missing = (law.looksAt ?? []).find((field) => !watched.fields.has(field));
  if (missing !== undefined) return { notApplicable: `leaves out ${missing}` };
  const { broken } = trial;
  return broken === undefined ? { spikes } : { spikes, failure: await failureOf(law, broken, implementation, answers) };
}

/** Others may have configured fast-check to look at the clock. */
const unlimited = { interruptAfterTimeLimit: 2 ** 31 - 1 };

/** What broke a law, and with what it did. */
interface Broken {
  readonly error: unknown;
  readonly exchanges: readonly Exchange[];
}

/** Tries of a law. */
class Trial {
  /** The last input that broke the law, the smallest so far. */
  broken: Broken | undefined;
  /** What ended the trial: the implementation is gone, or lifspec is mistaken. */
  trouble: unknown;
  skipped: string | undefined;
  tried = 0;
  readonly property: fc.IRawProperty<unknown, true>;
  #shrinks = 0;

  constructor(law: Law, watched: Watched) {
    const property = law.property(watched.implementation);
    this.property = {
      isAsync: () => true,
      generate: (random, runId) => property.generate(random, runId),
      shrink: (value) => property.shrink(value),
      runBeforeEach: () => property.runBeforeEach(),
      runAfterEach: () => property.runAfterEach(),
      run: async (value) => {
        const isOver = this.trouble !== undefined || (this.broken !== undefined && ++this.#shrinks > mostShrinks);
        if (isOver) return null;
        watched.forget();
        const result = await property.run(value);
        return result !== null && 'error' in result ? this.#refuted(watched, result) : this.#held(result);
      },
    };
  }

  #held<Result>(result: Result): Result {
    this.tried++;
    return result;
  }

  #refuted({ exchanges }: Watched, result: { error: unknown }): { error: unknown } | null {
    const trouble = troubleOf(result.error);
    if (trouble?.kind === 'skipped') {
      this.skipped = trouble.reason;
      return null;
    }
    const isMistaken = trouble === undefined && isMistake(result.error, exchanges);
    if (trouble?.kind === 'fault' || isMistaken) this.trouble = result.error;
    else this.broken = { error: result.error, exchanges: [...exchanges] };
    this.tried++;
    return result;
  }
}

/** Whether an error comes from the law itself: it is neither what the law says nor what the implementation threw. */
function isMistake(error: unknown, exchanges: readonly Exchange[]): boolean {
  return !(error instanceof Refutation) && !exchanges.some((one) => one.error === error);
}

async function failureOf(
  law: Law,
  { error, exchanges }: Broken,
  implementation: Implementation,
  { right, asVector }: Answers,
): Promise<Failure> {
  const { id, claim, statement } = law;
  const { expected, got, message } = error as { expected?: unknown; got?: unknown; message?: string };
  const drawing =
    error instanceof Refutation ? draw(expected, got) : { expected: 'an answer', got: String(message ?? error) };
  const smallest = { id, claim, title: statement, exchanges: await showExchanges(exchanges, right) };
  const vector =
    asVector &&
    (await firstVector(
      exchanges.map((one) => ({ ...one, law, implementation })),
      asVector,
    ));
  return { message: statement, ...drawing, smallest, ...(vector && { vector: JSON.parse(formatVector(vector)) }) };
}

/** A law that relates answers is broken by one of them, or by several; the first that is wrong by itself will do. */
async function firstVector(answers: readonly FoundAnswer[], asVector: AsVector): Promise<Vector | undefined> {
  for (const answer of answers) {
    const vector = await asVector(answer);
    if (vector !== undefined) return vector;
  }
  return undefined;
}
