import type { PrecisionName } from '../../base/precision.ts';
import type { Chosen } from './choice.ts';
import type { Match } from './explain.ts';
import type { AskedRequest, Stages } from './stages.ts';

/** A number of an answer: where it is, what a set of choices gives, how far rounding can move that, and what is given. */
export interface Compared {
  readonly where: () => string;
  readonly expected: number;
  readonly error: number;
  readonly got: number | undefined;
  /** The clause that says what is expected. */
  readonly clause?: () => string;
  /** What is expected and what is given, in words; by default, the numbers. */
  readonly told?: () => { readonly expected: string; readonly got: string };
}

/** What is asked for: the numbers that a set of choices gives in spite of rounding, beside those of an answer, in order. */
type Asking<Input, Output> = [chosen: Chosen, asked: AskedRequest<Input, Output>, precision: PrecisionName];

/** A set must give at least this fraction of the numbers that the definition gives: rounding may decide all others. */
const leastDecided = 0.75;

interface Comparing<Input, Output, One extends Compared> {
  /** Only the numbers that are computed before a number, and it, if that is less work. */
  readonly numbersUpTo?: (last: One, ...asked: Asking<Input, Output>) => Iterable<One>;
  /** Whether a change may mend something if a number is off that differs before another, or at it. */
  readonly mends?: (off: One, last: One, asked: AskedRequest<Input, Output>) => boolean;
  /** Whether a set must give as many of the numbers in the answers that contradict the rules. */
  readonly decidesContradictions?: boolean;
  /** The most numbers that are compared in an answer; as many as it has by default. */
  readonly sizeOf?: (asked: AskedRequest<Input, Output>) => number;
  /** Whether a set accuses nobody, so that it may give fewer numbers than the definition; none by default. */
  readonly isRight?: (chosen: Chosen, asked: AskedRequest<Input, Output>) => boolean;
}

/** Compares answers with sets of choices, number by number. */
export function matchingNumbers<Input, Output, One extends Compared = Compared>(
  numbersOf: (...asked: Asking<Input, Output>) => Iterable<One>,
  {
    numbersUpTo,
    mends = () => true,
    decidesContradictions = false,
    sizeOf = ({ answer }) => countNumbers(answer),
    isRight = () => false,
  }: Comparing<Input, Output, One> = {},
): Stages<Input, Output>['matcherOf'] {
  return (asked, precision, given = {}) => {
    const firstOff = (chosen: Chosen, one: AskedRequest<Input, Output>) =>
      firstWrong(numbersOf(chosen, one, precision));
    let decided: readonly number[] | undefined;
    let contradicting: readonly boolean[] | undefined;
    const isLittle = (compared: readonly number[]) => {
      decided ??= asked.map((one) => [...numbersOf({}, one, precision)].length);
      contradicting ??= asked.map((one) => decidesContradictions && firstOff(given, one).off !== undefined);
      const sum = (counts: readonly number[], among = (_: number) => true) =>
        counts.reduce((all, count, index) => (among(index) ? all + count : all), 0);
      const isContradicting = (index: number) => contradicting?.[index] === true;
      return (
        sum(compared) < leastDecided * sum(decided) ||
        sum(compared, isContradicting) < leastDecided * sum(decided, isContradicting)
      );
    };
    return {
      match: (chosen): Match => {
        const compared: number[] = [];
        let depth = 0;
        for (const [answer, one] of asked.entries()) {
          const found = firstOff(chosen, one);
          if (found.off !== undefined)
            return { depth: depth + found.compared, differs: { answer, step: found.compared, place: found.off } };
          depth += sizeOf(one);
          compared.push(found.compared);
        }
        if (asked.every((one) => isRight(chosen, one)) || !isLittle(compared)) return { depth };
        return { depth: compared.reduce((all, one) => all + one, 0), differs: { answer: asked.length, step: 0 } };
      },
      differsLike: (chosen, { differs }) => {
        const one = asked[differs?.answer ?? asked.length];
        if (differs === undefined || one === undefined) return false;
        const last = differs.place as One;
        const { off } = numbersUpTo
          ? firstWrong(numbersUpTo(last, chosen, one, precision))
          : firstWrong(numbersOf(chosen, one, precision), differs.step);
        return off !== undefined && (mends(off, last, one) ? true : 'mends nothing');
      },
      deviations: (chosen) =>
        asked.flatMap((one) => {
          const { off } = firstOff(chosen, one);
          if (off === undefined) return [];
          const { where, expected, got, clause } = off;
          const told = off.told?.() ?? { expected: String(expected), got: String(got) };
          const about = clause && { clause: clause() };
          return [{ request: one.id, where: where(), ...told, ...about, input: listed(one.input) }];
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
const listed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one) => (ArrayBuffer.isView(one) ? Array.from(one as Float32Array) : one)));
