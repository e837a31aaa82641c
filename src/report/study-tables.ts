import { groupBy } from '../base/group-by.ts';
import type { Row } from '../study/results/saved-results.ts';
import type { OverSeeds, SeedSummary } from '../study/results/seed-summary.ts';
import { fewestSeeds } from '../study/statistics/intervals.ts';
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
      columnsOfSpikes(rows, `spikes per neuron per step, ${nameFloor(floor)}`, (point: Row) => rowAt(point, floor)),
    ),
  ];
  return makeColumns(points, columns);
}

const accuracyGroup = 'accuracy, %';

type WithSpikes = Pick<Row, 'spikesPerNeuronStep'>;

function columnsOfSpikes<Item>(
  [first]: readonly WithSpikes[],
  group: string,
  find: (item: Item) => WithSpikes,
): ColumnOf<Item>[] {
  const cellOf = (item: Item, layer: number) => (find(item).spikesPerNeuronStep[layer] as number).toFixed(4);
  return (first?.spikesPerNeuronStep ?? []).map((_, layer) => {
    return [`layer ${layer + 1}`, (item) => cellOf(item, layer), group];
  });
}

/** One table per kind of network: one row per operating point, accuracies over seeds in percent. */
export function tabulateSummaries(summaries: readonly SeedSummary[]): { title: string; columns: Column[] }[] {
  return [...groupBy(summaries, titleOf)].map(([title, ofTitle]) => ({ title, columns: columnsOfSummaries(ofTitle) }));
}

function titleOf({ network, mode, rescaled, images }: SeedSummary): string {
  return `${network} network, ${mode}${rescaled ? ', rescaled' : ''}, ${images} images`;
}

function columnsOfSummaries(summaries: readonly SeedSummary[]): Column[] {
  return makeColumns(summaries, [
    ['amplitude', ({ amplitude }) => amplitude],
    ['floor', ({ minVoltage }) => nameFloor(minVoltage)],
    ['seeds', ({ seeds }) => seeds.length],
    ...columnsOverSeeds('accuracy with spikes, %', ({ spikingAccuracy }) => spikingAccuracy),
    ...columnsOverSeeds('accuracy as a rate network, %', ({ rateAccuracy }) => rateAccuracy),
    ...columnsOfSpikes(summaries, 'mean spikes per neuron per step', (summary: SeedSummary) => summary),
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

/** Explains how the intervals are computed and how reliable they are. */
export function noteOnIntervals(summaries: readonly SeedSummary[]): string {
  const counts = summaries.map(({ seeds }) => seeds.length);
  const none = `Fewer than ${fewestSeeds} seeds give no interval.`;
  if (Math.max(...counts) < fewestSeeds) return none;
  const how = 'Intervals: 95 %, mean ± t · s/√n over seeds (Student).';
  return Math.min(...counts) < fewestSeeds ? `${how} ${none}` : how;
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
