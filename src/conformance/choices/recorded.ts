import { precisions } from '../../base/precision.ts';
import type { NeuronInput, NeuronOutput, NirOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import type { Deviation } from './diagnosis.ts';
import type { Asked } from './match.ts';
import { neuronActs, runActs, simulate } from './neuron-step.ts';
import type { Part, Shown } from './relation.ts';

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

/** What tells of neurons that nothing explains; what deviates first is compared first. */
export const shownOf = (first: Deviation['what'] | undefined): Shown<NeuronInput, NeuronOutput> => ({
  run: (chosen, input, precision) => runActs(neuronActs(chosen), input, precisions[precision]),
  partsOf: ({ current }, answer) => {
    const parts = partsOfNeurons(answer, current.length);
    return first === 'spikes' ? parts.toReversed() : parts;
  },
  traits: {
    'with a floor': ({ minVoltage }) => Number.isFinite(minVoltage),
    'without a floor': ({ minVoltage }) => !Number.isFinite(minVoltage),
    'with a refractory period': ({ tauRefSeconds }) => tauRefSeconds > 0,
    'with a refractory period that is not whole steps': ({ dtSeconds, tauRefSeconds }) =>
      Math.abs(tauRefSeconds / dtSeconds - Math.round(tauRefSeconds / dtSeconds)) > 1e-9,
    'in steps other than 1 ms': ({ dtSeconds }) => dtSeconds !== 0.001,
    'at amplitudes other than 1': ({ amplitude }) => amplitude !== 1,
    'with several neurons': ({ initialVoltage }) => initialVoltage.length > 1,
    'with more than 64 neurons': ({ initialVoltage }) => initialVoltage.length > 64,
    'with a start below 0': ({ initialVoltage }) => initialVoltage.some((one) => one < 0),
    'with negative currents': ({ current }) => current.some((row) => row.some((one) => one < 0)),
  },
});

/** The voltages of neurons, if they are shown, and their spikes, step by step. */
export function partsOfNeurons({ spikes, voltage = [] }: NirOutput, steps: number): readonly Part[] {
  const counts = spikes.map((train) => countsIn(train, steps));
  const fired = Array.from({ length: steps }, (_, step) => counts.map((train) => train[step] as number));
  return [
    { name: 'voltage', of: ['step', 'neuron'], values: voltage },
    { name: 'spikes', of: ['step', 'neuron'], values: fired },
  ];
}

/** The number of spikes in each step of a run. */
export function countsIn(train: readonly number[] = [], steps: number): number[] {
  const counts = Array<number>(steps).fill(0);
  for (const step of train) if (step < steps) (counts[step] as number)++;
  return counts;
}
