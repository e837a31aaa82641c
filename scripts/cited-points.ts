import { readFileSync } from 'node:fs';
import { type AccuracyCurve, accuracyCurve } from '../src/study/results/accuracy-curve.ts';
import type { Row } from '../src/study/results/saved-results.ts';
import { type ZigZag, zigZagOf } from '../src/study/statistics/zig-zag.ts';

const read = new Map<string, ReturnType<typeof JSON.parse>>();

/** Reads a saved JSON file, once. */
export function readSaved(path: string): ReturnType<typeof JSON.parse> {
  const saved = read.get(path) ?? JSON.parse(readFileSync(`fixtures/studies/${path}`, 'utf8'));
  read.set(path, saved);
  return saved;
}

/** The entry of a list in a saved file that has the given values. */
export function entryOf(file: string, list: string, values: object): ReturnType<typeof JSON.parse> {
  const wanted = Object.entries(values);
  return readSaved(file)[list].find((one: Record<string, unknown>) =>
    wanted.every(([name, value]) => one[name] === value),
  );
}

/**
 * Accuracy on an image of a stream: `streams 0.5 -32 second`, `streams 0.5 synapse-5ms second`; at the end, the steps per
 * image and how many of them the read-out ignores: `streams 0.5 synapse-5ms second 30 10`.
 */
export function streamed([amplitude, what = '', image, steps = '30', ignoredSteps = '0']: readonly string[]): number {
  const [, milliseconds = '0'] = /^synapse-(\d+)ms$/.exec(what) ?? [];
  const wanted = { steps: Number(steps), ignoredSteps: Number(ignoredSteps), minVoltage: floorNamed(what) };
  const point = { ...wanted, amplitude: Number(amplitude), synapseSeconds: Number(milliseconds) / 1000 };
  return entryOf('nengo-dl-streams.json', 'points', point).accuracy[image === 'first' ? 0 : 1];
}

/** The zig-zag with the floor from amplitude 0.2 to 0.5; `curves` is [seed][point]. */
export function zigZagIn(rows: readonly Row[]): ZigZag & { readonly curves: number[][] } {
  const curve = accuracyCurve(rows, 0) as AccuracyCurve;
  const points = curve.points.filter(({ amplitude }) => amplitude > 0.195);
  const curves = curve.seeds.map((_, seed) => points.map(({ ofSeeds }) => ofSeeds[seed] as number));
  return { ...(zigZagOf({ ...curve, points }) as ZigZag), curves };
}

/** The floor that a word names. */
export function floorNamed(what: string): number | null {
  if (what === 'no-floor') return null;
  return what === 'floor' || what.startsWith('synapse') ? 0 : Number(what);
}
