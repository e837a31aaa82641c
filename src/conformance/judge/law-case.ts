import fc from 'fast-check';
import { groupBy } from '../../base/group-by.ts';
import { Refusal } from '../../base/requirement.ts';
import { withoutNumbers } from '../../base/text.ts';
import { failingOf } from '../ask.ts';
import type { Conventions } from '../choices/conventions.ts';
import type { Implementation } from '../implementation.ts';
import { type Exploration, explorationOf, type Law } from '../law.ts';
import { ImplementationFault, SkippedCase, Unsupported } from '../protocol/driver/fault.ts';
import { Refutation } from '../refutation.ts';
import { type Drawing, drawTrains } from '../spike-trains.ts';
import { firstClearlyOff, type NumberOff, numbersOff } from '../vectors/comparison.ts';
import { type Case, describeError, type Finding } from './case.ts';
import { type Exchange, isContinued, plainAnswer, type Recording, rightAnswer, showExchanges } from './exchange.ts';
import { negligibleIn } from './negligible.ts';
import type { Failure, Negligible, SkippedInputs } from './verdict.ts';

/** The conventions to judge by, and the source of the correct answer to a failing input. */
export interface Answers {
  /** Nengo's by default. */
  readonly conventions?: Conventions;
  /** A correct implementation with the same conventions. */
  readonly right?: Implementation;
}

/** Requests per input, on average over the laws; most laws send one, two or three. */
const requestsPerInput = 2;

/** Enough to shrink small inputs, but bounded because of slow implementations. */
const mostShrinks = 300;

/** Turns a law into a case that tries generated inputs and searches for the smallest one that breaks the law. */
export function lawCase(law: Law, exploration: Exploration, answers: Answers = {}): Case {
  const { id, clause, statement, needs, assumes = [] } = law;
  const run: Case['run'] = (recording) => tryLaw(law, recording, exploration, answers);
  const requests = requestsPerInput * explorationOf(law, exploration).numRuns;
  return { id, clause, kind: 'law', title: statement, needs, assumes, requests, run };
}

async function tryLaw(law: Law, recording: Recording, exploration: Exploration, answers: Answers): Promise<Finding> {
  const run = new LawRun(law, recording, answers);
  await fc.check(run.property, { ...explorationOf(law, exploration), ...unlimited });
  if (run.trouble !== undefined) throw run.trouble;
  const { broken, skippedInputs, negligible } = run;
  if (broken === undefined && run.untested !== undefined) return run.untested;
  const missing = (law.looksAt ?? []).find((field) => !recording.fields.has(field));
  if (missing !== undefined) return { outcome: 'not applicable', reason: `leaves out ${missing}` };
  if (broken === undefined)
    return { outcome: 'passed', ...(skippedInputs && { skippedInputs }), ...(negligible && { negligible }) };
  return { outcome: 'failed', failure: await failureOf(law, broken, answers), exchanges: broken.exchanges };
}

/** Overrides a global configuration of fast-check: results must not depend on the clock. */
const unlimited = { interruptAfterTimeLimit: 2 ** 31 - 1 };

interface Broken {
  readonly error: unknown;
  readonly exchanges: readonly Exchange[];
}

/** Follows fast-check while it runs a law. */
class LawRun {
  /** The last input that clearly broke the law, which is the smallest so far. */
  #clear: Broken | undefined;
  /** The first input that broke it by hardly more than rounding. */
  #unclear: Broken | undefined;
  /** The largest difference of voltages of inputs that only rounding breaks. */
  negligible: Negligible | undefined;
  /** What ended the run: a fault of the implementation, or a bug in lifspec. */
  trouble: unknown;
  readonly property: fc.IRawProperty<unknown, true>;
  #tried = 0;
  #shrinks = 0;
  readonly #skips: SkippedCase[] = [];
  readonly #right: Implementation | undefined;

  constructor(law: Law, recording: Recording, { conventions, right }: Answers) {
    this.#right = right;
    const property = law.property(recording.implementation, conventions);
    this.property = {
      isAsync: () => true,
      generate: (random, runId) => property.generate(random, runId),
      shrink: (value) => property.shrink(value),
      runBeforeEach: () => property.runBeforeEach(),
      runAfterEach: () => property.runAfterEach(),
      run: async (value) => {
        if (this.trouble !== undefined || (this.#clear !== undefined && ++this.#shrinks > mostShrinks)) return null;
        recording.clear();
        const result = await property.run(value);
        if (result !== null && 'error' in result)
          return (await this.#isNegligible(recording, result)) || (await this.#isUnclear(recording, result))
            ? null
            : this.#noteError(recording, result);
        this.#tried++;
        return result;
      },
    };
  }

  /** An input that broke the law. */
  get broken(): Broken | undefined {
    return this.#clear ?? this.#unclear;
  }

  get skippedInputs(): SkippedInputs | undefined {
    const count = this.#skips.length;
    return count === 0 ? undefined : { count, of: this.#tried + count, reason: this.#reasons };
  }

  /** Why inputs were skipped; reasons that differ only in numbers are one. */
  get #reasons(): string {
    const alike = groupBy(this.#skips, ({ reason }) => withoutNumbers(reason));
    return [...alike.values()].map((some) => some.at(-1)?.reason).join('; ');
  }

  /** What a law shows that was tried on fewer than half of its inputs, or has only unsupported ones. */
  get untested(): Finding | undefined {
    const [tried, last] = [this.#tried, this.#skips.at(-1)];
    const isUnsupported = this.#skips.every((skip) => skip instanceof Unsupported);
    if (last === undefined || (tried > 0 && (isUnsupported || tried >= this.#skips.length))) return undefined;
    if (isUnsupported) return { outcome: 'not applicable', reason: this.#reasons };
    const share = tried === 0 ? '' : ` (answers ${tried} of ${tried + this.#skips.length} inputs)`;
    return { outcome: 'skipped', reason: `${this.#reasons}${share}`, skippedBy: last.by };
  }

  /** Whether every spike is right, and voltages differ by rounding only. */
  async #isNegligible({ exchanges }: Recording, { error }: { error: unknown }): Promise<boolean> {
    if (!(error instanceof Refutation) || this.#right === undefined) return false;
    const found = await negligibleIn(exchanges, this.#right);
    if (found === undefined || found.difference === 0) return false;
    this.#tried++;
    if (!(found.difference <= (this.negligible?.difference ?? 0))) this.negligible = found;
    return true;
  }

  /**
   * Whether an input breaks the law by so little that it looks like rounding. Another input may show more. A smaller one must
   * show clearly what is wrong, unless the one before did not either.
   */
  async #isUnclear({ exchanges }: Recording, { error }: { error: unknown }): Promise<boolean> {
    if (!(error instanceof Refutation) || this.#right === undefined) return false;
    const own = await farthestOff(exchanges, this.#right);
    if (this.#clear !== undefined)
      return own < Math.min(clearlyOff, await farthestOff(this.#clear.exchanges, this.#right));
    if (own >= hardlyOff) return false;
    this.#unclear ??= { error, exchanges: [...exchanges] };
    this.#tried++;
    return true;
  }

  #noteError({ exchanges }: Recording, result: { error: unknown }): { error: unknown } | null {
    const { error } = result;
    if (error instanceof SkippedCase) {
      this.#skips.push(error);
      return null;
    }
    const isFatal = error instanceof ImplementationFault && error.isFatal;
    const isBug = !(error instanceof Refutation) && !exchanges.some((one) => one.error === error);
    if (isFatal || isBug) this.trouble = error;
    else this.#clear = { error, exchanges: [...exchanges] };
    this.#tried++;
    return result;
  }
}

/** Above the roundings of most runs. */
const hardlyOff = 1e-9;

/** Far above rounding, and visible in the first digits of most numbers. */
const clearlyOff = 1e-4;

/** The numbers of each answer that are not exactly the right ones; undefined if the right answer to one is unknown. */
async function offIn(exchanges: readonly Exchange[], right: Implementation): Promise<readonly NumberOff[] | undefined> {
  const found: NumberOff[] = [];
  for (const [index, exchange] of exchanges.entries()) {
    const expected = isContinued(exchange) ? undefined : await rightAnswer(right, exchange);
    if (expected === undefined || exchange.error !== undefined) return undefined;
    const answer = exchanges.length === 1 ? '' : ` of answer ${index + 1}`;
    for (const one of numbersOff(expected, plainAnswer(exchange))) found.push({ ...one, place: one.place + answer });
  }
  return found;
}

/** How far the answers are from the right ones; infinite if that is unknown. */
async function farthestOff(exchanges: readonly Exchange[], right: Implementation): Promise<number> {
  const off = await offIn(exchanges, right);
  return off?.reduce((most, { distance }) => Math.max(most, distance), 0) ?? Number.POSITIVE_INFINITY;
}

/**
 * What a law that has compared numbers shows: the first that is clearly off. If it has compared two answers of the
 * implementation, one of them is wrong, and the right number is the expected one.
 */
async function drawRefutation(
  { expected, got }: Refutation,
  exchanges: readonly Exchange[],
  right: Implementation | undefined,
): Promise<Drawing | (Omit<Drawing, 'stage'> & { readonly stage: string })> {
  const isShort = Array.isArray(expected) && JSON.stringify([expected, got]).length <= longestList;
  if (!isOfNumbers(expected) || !isOfNumbers(got) || (isShort && exchanges.length === 1))
    return drawTrains(expected, got);
  const ofAnswers = right && (await offIn(exchanges, right));
  const off = firstClearlyOff(ofAnswers ?? []) ?? firstClearlyOff([...numbersOff(expected, got)]);
  if (off === undefined || off.place === '') return drawTrains(expected, got);
  return { ...drawTrains(off.expected ?? 'none', off.got ?? 'none'), stage: off.place };
}

/** Characters of two lists that can be compared at a glance. */
const longestList = 80;

const isOfNumbers = (value: unknown): boolean =>
  typeof value === 'number' || (Array.isArray(value) && value.every(isOfNumbers));

async function failureOf(law: Law, { error, exchanges }: Broken, { right }: Answers): Promise<Failure> {
  const { id, clause, statement } = law;
  const other = error instanceof Refutation && error.clause !== clause && { clause: error.clause };
  // what is refused breaks no law of refusals
  const telling = clause === 'refusal' ? exchanges.filter((one) => !(one.error instanceof Refusal)) : exchanges;
  const drawing =
    error instanceof Refutation ? await drawRefutation(error, telling, right) : describeError(failingOf(error));
  const { exchanges: shown, ...omitted } = await showExchanges(telling, right);
  const smallest = { id, clause, title: statement, exchanges: shown };
  return { message: statement, ...drawing, ...other, smallest, ...omitted };
}
