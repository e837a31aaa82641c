import type { Row } from '../study/results/row.ts';
import { mean } from '../study/statistics/statistics.ts';
import { type Column, percent } from './columns.ts';

/**
 * Where accuracy goes: what spikes with a floor, spikes without and the rate network have lost since the first amplitude,
 * and how much of the accuracy the floor takes at each amplitude. Means over seeds, in points.
 *
 *   taken by the floor = accuracy without it − accuracy with it
 *
 * @returns no columns if the rows are not of both kinds of floor, or of one amplitude
 */
export function columnsOfCauses(rows: readonly Row[]): Column[] {
  const amplitudes = [...new Set(rows.map(({ amplitude }) => amplitude))].sort((a, b) => a - b);
  const floored = meansOver(amplitudes, rows, (row) => (row.minVoltage === 0 ? row.spikingAccuracy : undefined));
  const free = meansOver(amplitudes, rows, (row) => (row.minVoltage === null ? row.spikingAccuracy : undefined));
  const rates = meansOver(amplitudes, rows, ({ rateAccuracy }) => rateAccuracy);
  if (amplitudes.length < 2 || [...floored, ...free].some(Number.isNaN)) return [];
  const lost = (name: string, values: readonly number[]): Column => ({
    group: `points lost since amplitude ${amplitudes[0]}`,
    name,
    cells: values.map((value) => percent((values[0] as number) - value)),
  });
  return [
    { group: '', name: 'amplitude', cells: amplitudes.map(String) },
    lost('floor 0', floored),
    lost('no floor', free),
    lost('rate', rates),
    {
      group: 'points',
      name: 'taken by the floor',
      cells: free.map((accuracy, place) => percent(accuracy - (floored[place] as number))),
    },
  ];
}

/** Means [amplitude]; NaN where there is nothing. */
function meansOver(
  amplitudes: readonly number[],
  rows: readonly Row[],
  accuracyOf: (row: Row) => number | undefined,
): number[] {
  return amplitudes.map((amplitude) => {
    const values = rows.filter((row) => row.amplitude === amplitude).map(accuracyOf);
    return mean(values.filter((value) => value !== undefined));
  });
}
