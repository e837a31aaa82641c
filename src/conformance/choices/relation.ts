/*
 * Where no set of choices explains an answer: the part that differs first, how it is related to what is expected, and what
 * the requests that show it have in common. Nothing is said that the answers do not show.
 */
import type { PrecisionName } from '../../base/precision.ts';
import type { Chosen } from './choice.ts';

/** What tells of an answer that no set of choices explains. */
export interface Shown<Input, Output> {
  /** What a set of choices answers. */
  readonly run: (chosen: Chosen, input: Input, precision: PrecisionName) => Output;
  /** The parts of an answer, in the order in which one causes the next. */
  readonly partsOf: (input: Input, output: Output) => readonly Part[];
  readonly traits: Traits<Input>;
}

interface Answered<Input, Output> {
  readonly input: Input;
  readonly answer: Output;
}

/** What differs first in the smallest request that fails, and what the requests that fail have in common. */
export function describeUnexplained<Input, Output, One extends Answered<Input, Output>>(
  { run, partsOf, traits }: Shown<Input, Output>,
  asked: readonly One[],
  isFailing: (one: One) => boolean,
  given: Chosen,
  precision: PrecisionName,
): { readonly relation?: string; readonly common?: string } {
  const failing = asked.filter(isFailing);
  const [smallest] = failing;
  if (smallest === undefined) return {};
  const { input, answer } = smallest;
  const [expected, got] = [run(given, input, precision), answer].map((output) => partsOf(input, output));
  const relation = describeFirstOff(expected ?? [], got ?? [], shownTolerance[precision]);
  const passing = asked.filter((one) => !failing.includes(one));
  const common = describeCommon(
    failing.map((one) => one.input),
    passing.map((one) => one.input),
    traits,
  );
  return { ...(relation !== undefined && { relation }), ...(common !== undefined && { common }) };
}

/** Far above rounding errors, and far below most mistakes. */
const shownTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-9, float32: 1e-4 };

/** A part of an answer, as a table of numbers. */
export interface Part {
  /** Such as `current of layer 1`. */
  readonly name: string;
  /** What the rows and columns are, in the singular: `step`, `neuron`. */
  readonly of: readonly [row: string, column: string];
  readonly values: readonly (readonly number[])[];
}

/** How far rounding may move a number that is the same, relative to the largest of its part. */
export type Tolerance = number;

/**
 * The first part that differs, and how: `voltage: what is expected, one step later`.
 *
 * @param expected - parts in the order in which one causes the next
 * @returns undefined if no part differs
 */
export function describeFirstOff(
  expected: readonly Part[],
  got: readonly Part[],
  tolerance: Tolerance,
): string | undefined {
  for (const [index, own] of expected.entries()) {
    const other = got[index];
    if (other === undefined || other.values.length === 0) continue; // an implementation may leave out recordings
    const words = relate(own, other, tolerance);
    if (words !== undefined) return `${own.name}: ${words}`;
  }
  return undefined;
}

type Rows = Part['values'];

/** How a part differs from what is expected; undefined if it does not. */
function relate({ values, of }: Part, { values: got }: Part, tolerance: Tolerance): string | undefined {
  if (sizesOf(values) !== sizesOf(got)) return `${sizesOf(got)} numbers instead of ${sizesOf(values)}`;
  const largest = Math.max(...values.flat().map(Math.abs), 0);
  const isSame = (one: number, other: number) => Object.is(one, other) || Math.abs(one - other) <= tolerance * largest;
  const areSame = (some: Rows, others: Rows) =>
    some.every((row, index) => row.every((one, at) => isSame(one, others[index]?.[at] ?? Number.NaN)));
  if (areSame(values, got)) return undefined;
  const found = relations(of).find(({ made }) => {
    const [wrong, compared] = made(values, got);
    return compared.length > 0 && areTelling(wrong, isSame) && areSame(wrong, compared);
  });
  const whole = found?.words ?? scaled(values, got, tolerance);
  return whole ?? `differs ${whereOff(values, got, of, isSame)}${whatOff(values, got, isSame)}`;
}

const sizesOf = (rows: Rows) => `${rows.length} × ${rows[0]?.length ?? 0}`;

/** A relation holds by chance if there are few numbers, or if all are alike. */
const fewestNumbers = 4;

const areTelling = (rows: Rows, isSame: (one: number, other: number) => boolean): boolean => {
  const numbers = rows.flat();
  return numbers.length >= fewestNumbers && numbers.some((one) => !isSame(one, numbers[0] as number));
};

interface Relation {
  readonly words: string;
  /** What the relation makes of the expected rows, and the rows to which that is equal. */
  readonly made: (expected: Rows, got: Rows) => readonly [Rows, Rows];
}

const relations = ([row, column]: Part['of']): readonly Relation[] => [
  {
    words: `what is expected, one ${row} later`,
    made: (expected, got) => [expected.slice(0, -1), got.slice(1)],
  },
  {
    words: `what is expected, one ${row} earlier`,
    made: (expected, got) => [expected.slice(1), got.slice(0, -1)],
  },
  {
    words: `in every ${row} what is expected in the last`,
    made: (expected, got) => [expected.map(() => expected.at(-1) ?? []), got],
  },
  {
    words: `in every ${column} what is expected in the first`,
    made: (expected, got) => [expected.map((own) => own.map(() => own[0] ?? Number.NaN)), got],
  },
  {
    words: `what is expected, with the ${column}s in reverse`,
    made: (expected, got) => [expected.map((own) => own.toReversed()), got],
  },
  {
    words: `what is expected, with the ${row}s in reverse`,
    made: (expected, got) => [expected.toReversed(), got],
  },
];

/** Whether all numbers are the expected ones times a constant, or plus one. */
function scaled(expected: Rows, got: Rows, tolerance: Tolerance): string | undefined {
  const pairs = expected.flatMap((row, index) => row.map((one, at) => [one, got[index]?.[at] ?? Number.NaN] as const));
  const large = pairs.filter(([one]) => one !== 0);
  const [first] = large;
  if (first === undefined || large.length < fewestNumbers) return undefined;
  const size = Math.max(...pairs.flat().map(Math.abs));
  const near = (one: number, other: number) => Math.abs(one - other) <= tolerance * size;
  const isPlain = pairs.every(([one]) => one === first[0]);
  const factor = first[1] / first[0];
  if (!isPlain && pairs.every(([one, other]) => near(factor * one, other)))
    return factor === -1 ? 'what is expected, with the opposite sign' : `${numberOf(factor)} times what is expected`;
  const offset = first[1] - first[0];
  if (!isPlain && pairs.every(([one, other]) => near(one + offset, other)))
    return `${numberOf(Math.abs(offset))} ${offset < 0 ? 'less' : 'more'} than is expected`;
  return undefined;
}

const numberOf = (value: number) => String(Number(value.toPrecision(6)));

/** From which row and column on the numbers differ, if those before are the expected ones. */
function whereOff(
  expected: Rows,
  got: Rows,
  [row, column]: Part['of'],
  isSame: (one: number, other: number) => boolean,
): string {
  const off = expected.flatMap((own, at) =>
    own.flatMap((one, index) => (isSame(one, got[at]?.[index] ?? Number.NaN) ? [] : [{ at, index }])),
  );
  const [rows, columns] = [off.map(({ at }) => at), off.map(({ index }) => index)];
  const width = expected[0]?.length ?? 0;
  return [...rangeOf(row, rows, expected.length), ...rangeOf(column, columns, width)].join(', ') || 'everywhere';
}

/** What the numbers that differ are, if they are all 0, or have another sign. */
function whatOff(expected: Rows, got: Rows, isSame: (one: number, other: number) => boolean): string {
  const pairs = expected.flatMap((own, row) => own.map((one, at) => [one, got[row]?.[at] ?? Number.NaN] as const));
  const off = pairs.filter(([one, other]) => !isSame(one, other));
  if (off.every(([, other]) => other === 0)) return ', where it is 0';
  // a single number has any relation by chance
  return off.length > 1 && off.every(([one, other]) => isSame(-one, other)) ? ', where it has the opposite sign' : '';
}

/** `only in the last step`, `from neuron 64 on`; nothing if it is from the first on. */
function rangeOf(what: string, indices: readonly number[], count: number): string[] {
  const [least, most] = [Math.min(...indices), Math.max(...indices)];
  if (count < 2 || (least === 0 && most === count - 1)) return [];
  if (least === most) return [least === count - 1 ? `only in the last ${what}` : `only in ${what} ${least}`];
  return least === 0 ? [`up to ${what} ${most}`] : [`from ${what} ${least} on`];
}

/** Properties of requests, such as `with padding`. */
export type Traits<Input> = Readonly<Record<string, (input: Input) => boolean>>;

/** Fewer requests have something in common by chance. */
const fewestFailing = 2;
const fewestPassing = 3;

/** What all requests that fail have in common and none that passes has: `only with padding`. */
export function describeCommon<Input>(
  failing: readonly Input[],
  passing: readonly Input[],
  traits: Traits<Input>,
): string | undefined {
  if (failing.length < fewestFailing || passing.length < fewestPassing) return undefined;
  const shared = Object.entries(traits).filter(([, has]) => failing.every(has) && !passing.some(has));
  const [one] = shared;
  return one !== undefined && shared.length === 1 ? `only ${one[0]}` : undefined;
}
