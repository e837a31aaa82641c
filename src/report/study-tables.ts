import type { Row } from '../study/results/saved-results.ts';
import type { OverSeeds, SeedSummary } from '../study/results/seed-summary.ts';
import { type Column, type ColumnOf, formatCsv, makeColumns, nameFloor, toPercent } from './table.ts';

/** The table of a study: one row per amplitude, and per seed if there are several. */
export function tabulateRows(rows: readonly Row[]): Column[] {
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  const points = rows.filter((row) => row.minVoltage === floors[0]);
  const rowAt = ({ amplitude, seed }: Row, floor: number | null) =>
    rows.find((row) => row.amplitude === amplitude && row.seed === seed && row.minVoltage === floor) as Row;
  const hasSeeds = new Set(rows.map(({ seed }) => seed)).size > 1;
  const columns: ColumnOf<Row>[] = [
    ['amplitude', ({ amplitude }) => amplitude],
    ...(hasSeeds ? [['seed', ({ seed }) => seed] satisfies ColumnOf<Row>] : []),
    ...floors.map((floor): ColumnOf<Row> => {
      return [nameFloor(floor), (point) => toPercent(rowAt(point, floor).spikingAccuracy), accuracyGroup];
    }),
    ['rate', ({ rateAccuracy }) => toPercent(rateAccuracy), accuracyGroup],
    ...floors.flatMap((floor) =>
      columnsOfSpikes(rows, `spikes per neuron per step, ${nameFloor(floor)}`, (point) => rowAt(point, floor)),
    ),
  ];
  return makeColumns(points, columns);
}

const accuracyGroup = 'accuracy, %';

function columnsOfSpikes([first]: readonly Row[], group: string, find: (point: Row) => Row): ColumnOf<Row>[] {
  const cellOf = (point: Row, layer: number) => (find(point).spikesPerNeuronStep[layer] as number).toFixed(4);
  return (first?.spikesPerNeuronStep ?? []).map((_, layer) => {
    return [`layer ${layer + 1}`, (point) => cellOf(point, layer), group];
  });
}

/** The table over seeds: one row per operating point, accuracies in percent. */
export function tabulateSummaries(summaries: readonly SeedSummary[]): Column[] {
  return makeColumns(summaries, [
    ['amplitude', ({ amplitude }) => amplitude],
    ['floor', ({ minVoltage }) => nameFloor(minVoltage)],
    ['seeds', ({ seeds }) => seeds.length],
    ...columnsOverSeeds('accuracy with spikes, %', ({ spikingAccuracy }) => spikingAccuracy),
    ...columnsOverSeeds('accuracy as a rate network, %', ({ rateAccuracy }) => rateAccuracy),
  ]);
}

function columnsOverSeeds(group: string, find: (summary: SeedSummary) => OverSeeds): ColumnOf<SeedSummary>[] {
  const cells: Readonly<Record<string, (value: OverSeeds) => string>> = {
    mean: ({ mean }) => toPercent(mean),
    '95 % interval': ({ interval }) => interval?.map(toPercent).join(' … ') ?? '–',
    'std. dev.': ({ deviation }) => (deviation === null ? '–' : toPercent(deviation)),
  };
  return Object.entries(cells).map(([name, cellOf]) => [name, (summary) => cellOf(find(summary)), group]);
}

/**
 * Writes rows as CSV: one line per row, `none` for no floor, one column of spikes per neuron per step for each layer.
 */
export function formatRowsCsv(rows: readonly Row[]): string {
  return formatCsv(
    rows.map(({ spikesPerNeuronStep, predicted: _, ratePredicted: __, ...row }) => ({
      ...row,
      minVoltage: row.minVoltage ?? 'none',
      ...Object.fromEntries(spikesPerNeuronStep.map((value, layer) => [`spikesPerNeuronStep${layer + 1}`, value])),
    })),
  );
}
