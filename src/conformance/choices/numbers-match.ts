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

/** The numbers that a set of choices gives in spite of rounding, beside those of an answer, in the order of a run. */
export type NumbersOf<Input, Output> = (
  chosen: Chosen,
  asked: AskedRequest<Input, Output>,
  precision: PrecisionName,
) => Iterable<Compared>;

/** A set must give at least this fraction of the numbers that the definition gives: rounding may decide all others. */
const leastDecided = 0.75;

/** Compares answers with sets of choices, number by number. */
export function matchingNumbers<Input, Output>(
  numbersOf: NumbersOf<Input, Output>,
): (asked: readonly AskedRequest<Input, Output>[], precision: PrecisionName) => StagesMatcher {
  return (asked, precision) => {
    const firstOff = (chosen: Chosen, one: AskedRequest<Input, Output>) => {
      let compared = 0;
      for (const number of numbersOf(chosen, one, precision)) {
        if (!isSame(number)) return { off: number, compared };
        compared++;
      }
      return { compared, off: undefined };
    };
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
            return { depth: depth + found.compared, differs: { answer, step: found.compared } };
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
        const { off, compared } = firstOff(chosen, one);
        return off !== undefined && compared <= differs.step;
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
