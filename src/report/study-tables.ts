import type { Row } from '../study/results/row.ts';
import type { EvaluateOutput } from '../study/results/saved-results.ts';
import type { OverSeeds, SeedSummary } from '../study/results/seed-summary.ts';
import { bootstrap, fewestSeeds } from '../study/statistics/bootstrap.ts';
import { type Column, formatCsv, makeColumn, nameFloor, type Table, toPercent } from './table.ts';

/** The table of a study: one row per amplitude, and per seed if there are several. */
export function tabulateRows(rows: readonly Row[]): Table {
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  const points = rows.filter((row) => row.minVoltage === floors[0]);
  const rowsWith = (floor: number | null) =>
    points.map(({ amplitude, seed }) => {
      const isSamePoint = (row: Row) => row.amplitude === amplitude && row.seed === seed && row.minVoltage === floor;
      return rows.find(isSamePoint) as Row;
    });
  const layers = rows[0]?.spikesPerNeuronStep ?? [];
  const accuracy = 'accuracy, %';
  const columns = [
    makeColumn('', 'amplitude', points, (row) => row.amplitude),
    ...(new Set(rows.map((row) => row.seed)).size > 1 ? [makeColumn('', 'seed', points, (row) => row.seed)] : []),
    ...floors.map((floor) =>
      makeColumn(accuracy, nameFloor(floor), rowsWith(floor), (row) => toPercent(row.spikingAccuracy)),
    ),
    makeColumn(accuracy, 'rate', points, (row) => toPercent(row.rateAccuracy)),
    ...floors.flatMap((floor) =>
      layers.map((_, layer) => spikesColumn(`spikes per neuron per step, ${nameFloor(floor)}`, rowsWith(floor), layer)),
    ),
  ];
  return { title: 'Accuracy and spikes at every amplitude', columns };
}

function spikesColumn(group: string, items: readonly Pick<Row, 'spikesPerNeuronStep'>[], layer: number): Column {
  const cellOf = (item: Pick<Row, 'spikesPerNeuronStep'>) => (item.spikesPerNeuronStep[layer] as number).toFixed(4);
  return makeColumn(group, `layer ${layer + 1}`, items, cellOf);
}

/** One table per kind of network: one row per operating point, accuracies over seeds in percent. */
export function tabulateSummaries(summaries: readonly SeedSummary[]): Table[] {
  const titles = [...new Set(summaries.map(titleOf))];
  return titles.map((title) => ({
    title,
    columns: columnsOfSummaries(summaries.filter((summary) => titleOf(summary) === title)),
  }));
}

function titleOf({ network, mode, rescaled, images }: SeedSummary): string {
  return `${network} network, ${mode}${rescaled ? ', rescaled' : ''}, ${images} images`;
}

function columnsOfSummaries(summaries: readonly SeedSummary[]): Column[] {
  const layers = summaries[0]?.spikesPerNeuronStep ?? [];
  return [
    makeColumn('', 'amplitude', summaries, ({ amplitude }) => amplitude),
    makeColumn('', 'floor', summaries, ({ minVoltage }) => nameFloor(minVoltage)),
    makeColumn('', 'seeds', summaries, ({ seeds }) => seeds.length),
    ...columnsOverSeeds(
      'accuracy with spikes, %',
      summaries.map(({ spikingAccuracy }) => spikingAccuracy),
    ),
    ...columnsOverSeeds(
      'accuracy as a rate network, %',
      summaries.map(({ rateAccuracy }) => rateAccuracy),
    ),
    ...layers.map((_, layer) => spikesColumn('mean spikes per neuron per step', summaries, layer)),
  ];
}

function columnsOverSeeds(group: string, values: readonly OverSeeds[]): Column[] {
  return [
    makeColumn(group, 'mean', values, (value) => toPercent(value.mean)),
    makeColumn(group, '95 % interval', values, ({ interval }) => interval?.map(toPercent).join(' … ') ?? '–'),
    makeColumn(group, 'max − min', values, ({ greatest, least }) => toPercent(greatest - least)),
    makeColumn(group, 'std. dev.', values, ({ deviation }) => (deviation === null ? '–' : toPercent(deviation))),
  ];
}

/** Explains how the intervals are computed and how reliable they are. */
export function noteOnIntervals(summaries: readonly SeedSummary[]): string {
  const counts = summaries.map(({ seeds }) => seeds.length);
  const none = `Fewer than ${fewestSeeds} seeds give no interval.`;
  if (Math.max(...counts) < fewestSeeds) return none;
  const how = `Intervals: ${100 * bootstrap.coverage} % percentile bootstrap of the mean over seeds (${bootstrap.draws} draws). With few seeds, their coverage is lower: 75 % for 3 seeds, 83 % for 5, 89 % for 10.`;
  return Math.min(...counts) < fewestSeeds ? `${how} ${none}` : how;
}

/**
 * Writes rows as CSV: one line per row, `none` for no floor, one column of spikes per neuron per step for each layer.
 */
export function formatRowsCsv(rows: readonly Row[]): string {
  const names = [
    'mode',
    'network',
    'seed',
    'amplitude',
    'minVoltage',
    'rescaled',
    'images',
    'spikingAccuracy',
    'rateAccuracy',
    'agreement',
  ] as const;
  return formatCsv([
    ...names.map((name) => makeColumn('', name, rows, (row) => row[name] ?? 'none')),
    ...csvColumnsOfSpikes(rows),
  ]);
}

/** Writes a summary as CSV: one line per operating point, `none` for no floor, an empty cell if there is no number. */
export function formatSummaryCsv({ summaries }: { readonly summaries: readonly SeedSummary[] }): string {
  const names = ['mode', 'network', 'amplitude', 'minVoltage', 'rescaled', 'images'] as const;
  const statistics: Readonly<Record<string, (value: OverSeeds) => number | null | undefined>> = {
    Mean: (value) => value.mean,
    Low: ({ interval }) => interval?.[0],
    High: ({ interval }) => interval?.[1],
    Least: ({ least }) => least,
    Greatest: ({ greatest }) => greatest,
    Deviation: ({ deviation }) => deviation,
  };
  return formatCsv([
    ...names.map((name) => makeColumn('', name, summaries, (summary) => summary[name] ?? 'none')),
    makeColumn('', 'seeds', summaries, ({ seeds }) => seeds.length),
    ...(['spikingAccuracy', 'rateAccuracy'] as const).flatMap((field) =>
      Object.entries(statistics).map(([name, numberOf]) =>
        makeColumn('', field + name, summaries, (summary) => numberOf(summary[field]) ?? ''),
      ),
    ),
    ...csvColumnsOfSpikes(summaries),
  ]);
}

function csvColumnsOfSpikes(items: readonly Pick<Row, 'spikesPerNeuronStep'>[]): Column[] {
  const layers = items[0]?.spikesPerNeuronStep ?? [];
  return layers.map((_, layer) =>
    makeColumn('', `spikesPerNeuronStep${layer + 1}`, items, (item) => item.spikesPerNeuronStep[layer] as number),
  );
}

/** Writes the class of every image as CSV, with its label. */
export function formatPredictionsCsv(
  { predicted, ratePredicted }: Pick<EvaluateOutput, 'predicted' | 'ratePredicted'>,
  labels: ArrayLike<number>,
): string {
  const images = predicted.map((_, image) => image);
  return formatCsv([
    makeColumn('', 'image', images, (image) => image),
    makeColumn('', 'label', images, (image) => labels[image] as number),
    makeColumn('', 'predicted', images, (image) => predicted[image] as number),
    makeColumn('', 'ratePredicted', images, (image) => ratePredicted[image] as number),
  ]);
}
