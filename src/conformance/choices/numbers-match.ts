import type { PrecisionName } from '../../base/precision.ts';
import type { Chosen } from './choice.ts';
import type { Match } from './explain.ts';
import type { AskedRequest, StagesMatcher } from './stages.ts';

/** A number of an answer: where it is, what a set of choices gives, how far rounding can move that, and what is given. */
export interface Compared {
  readonly where: () => string;
  readonly expected: number;
  readonly error: number;
  readonly got: number | undefined;
  /** What is expected and what is given, in words; by default, the numbers. */
  readonly told?: () => { readonly expected: string; readonly got: string };
}

/** What is asked for: the numbers that a set of choices gives in spite of rounding, beside those of an answer, in order. */
type Asking<Input, Output> = [chosen: Chosen, asked: AskedRequest<Input, Output>, precision: PrecisionName];

/** A set must give at least this fraction of the numbers that the definition gives: rounding may decide all others. */
const leastDecided = 0.75;

/**
 * Compares answers with sets of choices, number by number.
 *
 * @param numbersUpTo - only the numbers that are computed before a number, and it, if that is less work
 */
export function matchingNumbers<Input, Output, One extends Compared = Compared>(
  numbersOf: (...asked: Asking<Input, Output>) => Iterable<One>,
  numbersUpTo?: (last: One, ...asked: Asking<Input, Output>) => Iterable<One>,
): (asked: readonly AskedRequest<Input, Output>[], precision: PrecisionName) => StagesMatcher {
  return (asked, precision) => {
    const firstOff = (chosen: Chosen, one: AskedRequest<Input, Output>) =>
      firstWrong(numbersOf(chosen, one, precision));
    let least: number | undefined;
    const leastCompared = () => {
      least ??= leastDecided * asked.reduce((sum, one) => sum + [...numbersOf({}, one, precision)].length, 0);
      return least;
    };
    return {
      match: (chosen): Match => {
        let [depth, compared] = [0, 0];
        for (const [answer, one] of asked.entries()) {
          const found = firstOff(chosen, one);
          if (found.off !== undefined)
            return { depth: depth + found.compared, differs: { answer, step: found.compared, place: found.off } };
          depth += countNumbers(one.answer);
          compared += found.compared;
        }
        return compared >= leastCompared()
          ? { depth }
          : { depth: compared, differs: { answer: asked.length, step: 0 } };
      },
      differsLike: (chosen, { differs }) => {
        const one = asked[differs?.answer ?? asked.length];
        if (differs === undefined || one === undefined) return false;
        if (numbersUpTo === undefined)
          return firstWrong(numbersOf(chosen, one, precision), differs.step).off !== undefined;
        return firstWrong(numbersUpTo(differs.place as One, chosen, one, precision)).off !== undefined;
      },
      deviations: (chosen) =>
        asked.flatMap((one) => {
          const { off } = firstOff(chosen, one);
          if (off === undefined) return [];
          const { where, expected, got } = off;
          const told = off.told?.() ?? { expected: String(expected), got: String(got) };
          return [{ request: one.id, where: where(), ...told, input: listed(one.input) }];
        }),
    };
  };
}

/** The first number that rounding does not explain, and how many were compared before, of at most so many. */
function firstWrong<One extends Compared>(numbers: Iterable<One>, most = Number.POSITIVE_INFINITY) {
  let compared = 0;
  for (const number of numbers) {
    if (!isSame(number)) return { off: number, compared };
    if (++compared > most) break;
  }
  return { compared, off: undefined };
}

const isSame = ({ got, expected, error }: Compared) =>
  Object.is(got, expected) || Math.abs((got ?? Number.NaN) - expected) <= error;

function countNumbers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + countNumbers(one), 0);
}

/** A request as lists and numbers. */
function listed(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, listed(one)]));
}
