import { accuracyCurves } from '../study/results/accuracy-curve.ts';
import type { Row } from '../study/results/saved-results.ts';
import { describePoint } from '../study/run/plan.ts';
import { tInterval } from '../study/statistics/intervals.ts';
import { mean, standardDeviation } from '../study/statistics/statistics.ts';
import { type Column, type ColumnOf, formatCsv, makeColumns, nameFloor, toPercent } from './table.ts';

/** The table of a study: one row per amplitude, and per seed if there are several. */
export function tabulateRows(rows: readonly Row[]): Column[] {
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  const points = rows.filter((row) => row.minVoltage === floors[0]);
  const byPoint = new Map(rows.map((row) => [describePoint(row), row]));
  const rowAt = (row: Row, minVoltage: number | null) => byPoint.get(describePoint({ ...row, minVoltage })) as Row;
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

/** The table over seeds: one row per amplitude and floor, accuracies in percent. */
export function tabulateSeeds(rows: readonly Row[]): Column[] {
  const curves = accuracyCurves(rows);
  const points = (curves.pop()?.points ?? []).flatMap(({ amplitude, ofSeeds: rates }, index) =>
    curves.map(({ floor, points }) => ({ amplitude, floor, rates, spikes: points[index]?.ofSeeds ?? [] })),
  );
  return makeColumns(points, [
    ['amplitude', ({ amplitude }) => amplitude],
    ['floor', ({ floor }) => nameFloor(floor as number | null)],
    ['seeds', ({ rates }) => rates.length],
    ...columnsOverSeeds<(typeof points)[number]>('accuracy with spikes, %', ({ spikes }) => spikes),
    ...columnsOverSeeds<(typeof points)[number]>('accuracy as a rate network, %', ({ rates }) => rates),
  ]);
}

function columnsOverSeeds<Point>(group: string, find: (point: Point) => readonly number[]): ColumnOf<Point>[] {
  const endOf = (end: number) => toPercent(Math.min(1, Math.max(0, end)));
  return [
    ['mean', (point) => toPercent(mean(find(point))), group],
    ['95 % interval', (point) => tInterval(find(point))?.map(endOf).join(' … ') ?? '–', group],
    ['std. dev.', (point) => toPercent(standardDeviation(find(point))), group],
  ];
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
