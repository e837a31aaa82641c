import type { Row } from '../study/results/row.ts';

/**
 * Writes rows as CSV (RFC 4180): one line a row, `none` for no floor, spikes a neuron and step in a column a layer.
 *
 * @returns text with a line end after every line
 */
export function formatRowsCsv(rows: readonly Row[]): string {
  const layers = rows[0]?.spikesPerNeuronStep.map((_, layer) => `spikesPerNeuronStep${layer + 1}`) ?? [];
  const header = [
    'mode,network,seed,amplitude,minVoltage,rescaled,images,spikingAccuracy,rateAccuracy,agreement'.split(','),
    layers,
  ].flat();
  const lines = rows.map((row) => [
    row.mode,
    row.network,
    row.seed,
    row.amplitude,
    row.minVoltage ?? 'none',
    row.rescaled,
    row.images,
    row.spikingAccuracy,
    row.rateAccuracy,
    row.agreement,
    ...row.spikesPerNeuronStep,
  ]);
  return formatCsv([header, ...lines]);
}

/** Writes a table as CSV; a value with a comma, a quote or a line end is quoted. */
export function formatCsv(lines: readonly (readonly (string | number | boolean)[])[]): string {
  const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return lines.map((line) => `${line.map((value) => quoted(String(value))).join(',')}\n`).join('');
}
