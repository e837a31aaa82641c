import type { ExplainedAmplitude, Remedy, Way } from '../study/explanation/explain.ts';
import type { ExplainedVariation } from '../study/explanation/variation.ts';
import { type Column, floorName, percent } from './columns.ts';
import type { ExplainOutput } from './explanation-schema.ts';

/** A table of an explanation. */
export interface ExplanationTable {
  /** What it is of, for where tables have titles. */
  readonly title: string;
  readonly columns: readonly Column[];
}

/** The tables of an explanation: accuracy and where it goes, remedies, spikes and, if they were asked for, floors and what else was tried. */
export function tablesOf({ amplitudes, floors, variations }: ExplainOutput): ExplanationTable[] {
  const last = amplitudes.at(-1)?.amplitude;
  const all = [
    { title: 'Accuracy, and where it goes', columns: columnsOfAccuracy(amplitudes) },
    { title: 'Something done about the amplitude', columns: columnsOfRemedies(amplitudes) },
    { title: 'Spikes, and what rates promise', columns: columnsOfSpikes(amplitudes) },
  ];
  if (floors.length > 0) all.push({ title: 'How low a floor is enough', columns: columnsOfFloors(floors, last) });
  if (variations.length > 0) all.push({ title: 'What else was tried', columns: columnsOfVariations(variations, last) });
  return all;
}

const wayNames: Readonly<Record<Way, string>> = {
  rate: 'rate',
  floored: 'floor 0',
  free: 'no floor',
  rescaled: 'weights ÷ k',
};
const ways: readonly Way[] = ['rate', 'floored', 'free', 'rescaled'];

function columnsOfAccuracy(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  return [
    { group: '', name: 'amplitude', cells: amplitudes.map(({ amplitude }) => String(amplitude)) },
    ...ways.map((way) => ({
      group: 'accuracy, %',
      name: wayNames[way],
      cells: amplitudes.map(({ accuracy }) => percent(accuracy[way])),
    })),
    ...columnsOfFall(amplitudes),
    { group: 'than the best', name: 'worse', cells: amplitudes.map((one) => (one.isWorse ? 'yes' : 'no')) },
  ];
}

/** What was lost since the smallest amplitude, and to what. */
function columnsOfFall(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const group = `points lost since ${amplitudes[0]?.amplitude}`;
  const causes = { total: 'in all', floor: 'to the floor', rates: 'by the rates', spikes: 'to spikes' } as const;
  return Object.entries(causes).map(([cause, name]) => {
    return { group, name, cells: amplitudes.map(({ fall }) => percent(fall[cause as keyof typeof causes])) };
  });
}

/** What a remedy is called in a table and a legend. */
export const remedyNames: Readonly<Record<Remedy, string>> = {
  rescaled: 'weights ÷ k',
  retrained: 'retrained plainly',
  retrainedRescaled: 'retrained in units of k',
};

/** Accuracies when something was done about the amplitude. */
function columnsOfRemedies(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const names = Object.entries(remedyNames) as [Remedy, string][];
  const tried = names.filter(([remedy]) => amplitudes[0]?.remedies[remedy] !== undefined);
  return [
    { group: '', name: 'amplitude', cells: amplitudes.map(({ amplitude }) => String(amplitude)) },
    ...tried.flatMap(([remedy, name]) =>
      (['rate', 'floored', 'free'] as const).map((way) => ({
        group: `accuracy, %, ${name}`,
        name: wayNames[way],
        cells: amplitudes.map(({ remedies }) => percent(remedies[remedy]?.accuracy[way] as number)),
      })),
    ),
  ];
}

function columnsOfFloors(floors: ExplainOutput['floors'], amplitude: number | undefined): Column[] {
  return [
    { group: '', name: `floor at ${amplitude}`, cells: floors.map((one) => floorName(one.minVoltage)) },
    { group: '', name: 'accuracy, %', cells: floors.map(({ accuracy }) => percent(accuracy)) },
    { group: '', name: 'low enough', cells: floors.map(({ isEnough }) => (isEnough ? 'yes' : 'no')) },
  ];
}

function columnsOfVariations(variations: readonly ExplainedVariation[], amplitude: number | undefined): Column[] {
  const cellsOf = (value: (one: ExplainedVariation) => number | null) =>
    variations.map((one) => {
      const share = value(one);
      return share === null ? '–' : percent(share);
    });
  const [as, is] = ['accuracy, %', 'as it is, same images'];
  return [
    { group: '', name: `tried at ${amplitude}`, cells: variations.map(({ name }) => name) },
    { group: as, name: 'floor 0', cells: cellsOf(({ accuracy }) => accuracy.floored) },
    { group: as, name: 'no floor', cells: cellsOf(({ accuracy }) => accuracy.free) },
    { group: is, name: 'floor 0', cells: cellsOf(({ before }) => before.floored) },
    { group: is, name: 'no floor', cells: cellsOf(({ before }) => before.free) },
    { group: 'of test set', name: 'images', cells: variations.map(({ images }) => String(images)) },
  ];
}

/** Spikes against what rates promise, from the second layer on: the first one does not know the amplitude. */
function columnsOfSpikes(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const layers = amplitudes[0]?.spikes.rate ?? [];
  return [
    { group: '', name: 'amplitude', cells: amplitudes.map(({ amplitude }) => String(amplitude)) },
    ...layers.flatMap((_, layer) =>
      layer === 0 && layers.length > 1
        ? []
        : (['rate', 'floored', 'free'] as const).map((way) => ({
            group: `spikes a neuron and step, layer ${layer + 1}`,
            name: way === 'rate' ? 'rate · dt' : wayNames[way],
            cells: amplitudes.map(({ spikes }) => (spikes[way][layer] as number).toFixed(4)),
          })),
    ),
  ];
}
