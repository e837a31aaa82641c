import type { Points } from '../../chart/accuracy.ts';
import { separatorOf } from './paste-train.ts';

/** A pasted accuracy curve in percent, mean over seeds; one per floor. */
export interface PastedCurve {
  readonly floor: string;
  readonly points: Points;
}

/** Curves, or an error. */
export type CurveReading = { readonly curves: readonly PastedCurve[] } | { readonly fault: string };

interface Row {
  readonly floor: string;
  readonly amplitude: number;
  readonly accuracy: number;
}

/** Most rows that are read. */
const mostRows = 100_000;
/** Curves with more amplitudes are averaged over intervals of 0.01. */
const mostAmplitudes = 60;

/** Whether a text starts with a header that names an amplitude. */
export function looksLikeCurve(text: string): boolean {
  return /^[^\n]*\bamplitude\b[^\n]*[,;\t]/i.test(text) && !text.startsWith('{');
}

/**
 * Reads a table with the columns `amplitude` and `spikingAccuracy` or `accuracy`, as `lifspec sweep --format csv`
 * writes it.
 */
export function readCurveTable(text: string): CurveReading {
  const lines = text.split('\n').slice(0, mostRows);
  const separator = separatorOf(text);
  const split = (line: string) => line.split(separator).map((cell) => cell.trim());
  const head = split(lines[0] ?? '').map((name) => name.toLowerCase());
  const [amplitude, floor] = [head.indexOf('amplitude'), head.indexOf('minvoltage')];
  const accuracy = head.findIndex((name) => name === 'spikingaccuracy' || name === 'accuracy');
  if (amplitude < 0 || accuracy < 0) return { fault: 'Line 1: the header must name “amplitude” and “accuracy”.' };
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = split(line);
    const row = { amplitude: cells[amplitude] ?? '', accuracy: cells[accuracy] ?? '', floor: cells[floor] ?? '' };
    const fault = faultOf(row.amplitude, row.accuracy);
    if (fault !== undefined) return { fault: `Line ${index + 1}: ${fault}` };
    rows.push({ floor: row.floor, amplitude: Number(row.amplitude), accuracy: Number(row.accuracy) });
  }
  return group(rows);
}

/** Reads the rows of `lifspec sweep --format json`. */
export function readCurveRows(rows: readonly unknown[]): CurveReading {
  const read: Row[] = [];
  for (const [index, row] of rows.slice(0, mostRows).entries()) {
    const { amplitude, spikingAccuracy, minVoltage } = (row ?? {}) as Record<string, unknown>;
    const fault = faultOf(amplitude, spikingAccuracy);
    if (fault !== undefined) return { fault: `Row ${index + 1}: ${fault}` };
    read.push({
      floor: String(minVoltage ?? 'none').slice(0, 20),
      amplitude: Number(amplitude),
      accuracy: Number(spikingAccuracy),
    });
  }
  return group(read);
}

function faultOf(amplitude: unknown, accuracy: unknown): string | undefined {
  const isNumber = (value: unknown) =>
    String(value ?? '').trim() !== '' && Number.isFinite(Number(value)) && !Array.isArray(value);
  const say = (value: unknown) => `“${String(value).slice(0, 20)}”`;
  if (!isNumber(amplitude) || Number(amplitude) < 0 || Number(amplitude) > 0.5)
    return `the amplitude must be a number from 0 to 0.5, but is ${say(amplitude)}.`;
  if (!isNumber(accuracy) || Number(accuracy) < 0 || Number(accuracy) > 1)
    return `the accuracy must be a fraction from 0 to 1, but is ${say(accuracy)}.`;
  return undefined;
}

function group(rows: readonly Row[]): CurveReading {
  if (rows.length === 0) return { fault: 'There is a header but no rows.' };
  const floors = [...new Set(rows.map(({ floor }) => floor))].slice(0, 4);
  return {
    curves: floors.map((floor) => {
      const own = rows.filter((row) => row.floor === floor);
      const exact = meansBy(own, ({ amplitude }) => amplitude);
      const points =
        exact.length <= mostAmplitudes ? exact : meansBy(own, ({ amplitude }) => Math.round(100 * amplitude) / 100);
      return { floor, points };
    }),
  };
}

/** Mean accuracy in percent of the rows at each amplitude. */
function meansBy(rows: readonly Row[], amplitudeOf: (row: Row) => number): Points {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const row of rows) {
    const { sum, count } = sums.get(amplitudeOf(row)) ?? { sum: 0, count: 0 };
    sums.set(amplitudeOf(row), { sum: sum + row.accuracy, count: count + 1 });
  }
  return [...sums]
    .map(([amplitude, { sum, count }]) => [amplitude, (100 * sum) / count] as const)
    .sort(([a], [b]) => a - b);
}
