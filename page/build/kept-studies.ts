import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Points } from '../chart/accuracy.ts';
import type { KeptStudy } from '../data/kept.ts';

const studies = fileURLToPath(new URL('../../fixtures/studies/', import.meta.url));

/** A row of a kept study, as far as the page reads it. */
export interface KeptRow {
  readonly seed: number;
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly images: number;
  readonly spikingAccuracy: number;
}

/** Reads the rows of a kept study. */
export function readRows(study: string): readonly KeptRow[] {
  const { rows } = JSON.parse(readFileSync(`${studies}${study}/results.json`, 'utf8')) as { rows: KeptRow[] };
  return rows;
}

/** Studies of the tutorial network with weights that stay, as many of these as are kept. */
const wanted = [
  { name: 'nengo-dl', network: 'NengoDL' },
  { name: 'tutorial-fixed', network: '' },
];

/** Curves of the kept studies for part 5. */
export function readKeptStudies(): KeptStudy[] {
  return wanted
    .filter(({ name }) => existsSync(`${studies}${name}/results.json`))
    .map(({ name, network }) => curvesOf(name, network, readRows(name)));
}

function curvesOf(name: string, network: string, rows: readonly KeptRow[]): KeptStudy {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  const images = (rows[0]?.images ?? 0).toLocaleString('en');
  const [floored, free] = [rowsAt(rows, 0), rowsAt(rows, null)];
  return {
    name,
    basis: `${network || `${seeds} networks`}, ${images} digits`,
    with: meansOf(floored),
    without: meansOf(free),
    spread: seeds < 2 ? [] : floored.map(([amplitude, own]) => [amplitude, Math.min(...own), Math.max(...own)]),
  };
}

/** Accuracies of all seeds at each amplitude, in per cent. */
function rowsAt(rows: readonly KeptRow[], floor: number | null): [number, number[]][] {
  const own = rows.filter(({ minVoltage }) => minVoltage === floor);
  return [...new Set(own.map(({ amplitude }) => amplitude))].map((amplitude) => [
    amplitude,
    own.filter((row) => row.amplitude === amplitude).map(({ spikingAccuracy }) => 100 * spikingAccuracy),
  ]);
}

function meansOf(points: readonly (readonly [number, readonly number[]])[]): Points {
  return points.map(([amplitude, own]) => [amplitude, own.reduce((sum, value) => sum + value, 0) / own.length]);
}
