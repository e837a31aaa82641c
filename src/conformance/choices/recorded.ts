import type { Chosen } from './choice.ts';
import type { Asked } from './match.ts';
import { simulate } from './neuron-step.ts';

type Rows = readonly (readonly number[])[];

/** What may go wrong with voltages on their way to an answer, in words that follow *its voltages*. */
const mistakes: readonly (readonly [words: string, change: (rows: Rows) => Rows])[] = [
  ['are those of the last step in every step', (rows) => rows.map(() => rows.at(-1) ?? [])],
  ['are those of the first step in every step', (rows) => rows.map(() => rows[0] ?? [])],
  ['are those of the next step', (rows) => [...rows.slice(1), rows.at(-1) ?? []]],
  ['are in the reverse order of steps', (rows) => rows.toReversed()],
  ['are those of the first neuron in every neuron', (rows) => rows.map((row) => row.map(() => row[0] as number))],
  ['are those of the last neuron in every neuron', (rows) => rows.map((row) => row.map(() => row.at(-1) as number))],
  ['are in the reverse order of neurons', (rows) => rows.map((row) => row.toReversed())],
  ['are listed neuron by neuron', byNeurons],
  ['are all 0', (rows) => rows.map((row) => row.map(() => 0))],
  ...[1, 2, 3, 4, 5, 6].map(
    (digits) =>
      [
        `are rounded to ${digits} decimals`,
        (rows: Rows) => rows.map((row) => row.map((voltage) => Number(voltage.toFixed(digits)))),
      ] as const,
  ),
];

/** A list [neuron][step] that is read as [step][neuron]. */
function byNeurons(rows: Rows): Rows {
  const listed = (rows[0] ?? []).flatMap((_, neuron) => rows.map((row) => row[neuron] as number));
  return rows.map((row, step) => row.map((_, neuron) => listed[step * row.length + neuron] as number));
}

/** Rounding of a run is smaller, and the mistakes are larger. */
const tolerance = 1e-7;

const areNear = (one: Rows, other: Rows) =>
  one.every((row, step) =>
    row.every((voltage, neuron) => {
      const expected = other[step]?.[neuron] ?? Number.NaN;
      return Math.abs(voltage - expected) <= tolerance * Math.max(1, Math.abs(expected));
    }),
  );

/**
 * What is wrong with the voltages of answers whose spikes a set of choices explains.
 *
 * @returns words that follow *its voltages*; undefined if nothing known gives all of them
 */
export function nameVoltages(asked: readonly Asked[], chosen: Chosen): string | undefined {
  const shown = asked.flatMap(({ input, answer: { voltage } }) =>
    voltage && input.current.length > 1 && input.initialVoltage.length > 1
      ? [{ voltage, expected: simulate(chosen, input).voltage ?? [] }]
      : [],
  );
  const found = mistakes.find(
    ([, change]) => shown.length > 0 && shown.every(({ voltage, expected }) => areNear(voltage, change(expected))),
  );
  return found?.[0];
}
