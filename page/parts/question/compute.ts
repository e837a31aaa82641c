import { roughness } from '../../../src/study/statistics/statistics.ts';
import type { Points } from '../../chart/accuracy.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { CurveScore, Kind } from '../../worker/jobs/curve.ts';
import type { fields } from './fields.ts';

/** Curves of each seed, by kind. */
export type SeedCurves = ReadonlyMap<number, Readonly<Record<Kind, Points>>>;

const distances: Readonly<Record<string, number>> = { coarse: 0.05, fine: 0.02, finest: 0.01 };

/** Amplitudes from 0.01 to 0.5. */
export function amplitudesOf(spacing: string): number[] {
  const distance = distances[spacing] ?? 0.05;
  const first = distance === 0.01 ? [] : [0.01];
  const count = Math.round(0.5 / distance);
  return [...first, ...Array.from({ length: count }, (_, index) => Number(((index + 1) * distance).toFixed(2)))];
}

/** Adds a point to the curve of a seed, in a new map. */
export function addPoint(
  curves: SeedCurves,
  seed: number,
  { kind, amplitude, correct, images }: CurveScore,
): SeedCurves {
  const own = curves.get(seed) ?? { with: [], without: [], rate: [] };
  const point = [amplitude, (100 * correct) / images] as const;
  return new Map(curves).set(seed, { ...own, [kind]: [...own[kind], point] });
}

/** Lists the incomplete kinds of each seed. */
export function missingOf(
  curves: SeedCurves,
  seeds: number,
  kinds: readonly Kind[],
  amplitudes: number,
): { readonly seed: number; readonly kinds: readonly Kind[] }[] {
  return Array.from({ length: seeds }, (_, seed) => ({
    seed,
    kinds: kinds.filter((kind) => curves.get(seed)?.[kind].length !== amplitudes),
  })).filter((missing) => missing.kinds.length > 0);
}

/** Removes curves of a seed that will be computed again. */
export function removeCurves(curves: SeedCurves, seed: number, kinds: readonly Kind[]): SeedCurves {
  const own = curves.get(seed);
  if (own === undefined) return curves;
  return new Map(curves).set(seed, { ...own, ...Object.fromEntries(kinds.map((kind) => [kind, []])) });
}

/** The seeds whose curve of this kind is longest: those that are finished, as soon as one is. */
export function longestOf(curves: SeedCurves, kind: Kind): SeedCurves {
  const longest = Math.max(0, ...[...curves.values()].map((own) => own[kind].length));
  return new Map([...curves].filter(([, own]) => longest > 0 && own[kind].length === longest));
}

/** Mean over the seeds whose curves are longest, so it stays while another seed is computed. */
export function meanOf(curves: SeedCurves, kind: Kind): Points {
  const all = [...longestOf(curves, kind).values()].map((own) => own[kind]);
  const [first = []] = all;
  return first.map(([amplitude], index) => {
    const sum = all.reduce((total, points) => total + (points[index]?.[1] ?? 0), 0);
    return [amplitude, sum / all.length] as const;
  });
}

/** Whether every curve that was begun has this number of points. */
export function areFinished(curves: SeedCurves, points: number): boolean {
  const lengths = [...curves.values()].flatMap((own) => [own.with.length, own.without.length || points]);
  return lengths.length > 0 && lengths.every((length) => length === points);
}

/** Roughness of a curve from amplitude 0.2 on, in percentage points. */
export function zigZagInPoints(points: Points): number {
  const values = points.filter(([amplitude]) => amplitude >= 0.2).map(([, accuracy]) => accuracy);
  return values.length < 3 ? 0 : roughness(values);
}

/** Half the width of the 95 % interval of an accuracy on a number of images, in percentage points. */
export function uncertainty(percent: number, images: number): number {
  const fraction = percent / 100;
  return 196 * Math.sqrt((fraction * (1 - fraction)) / images);
}

/** Says in words what was computed. */
export function describe(curves: SeedCurves, values: ValuesOf<typeof fields>): string {
  const mean = meanOf(curves, 'with');
  const last = mean.at(-1);
  if (last === undefined)
    return 'The curves are those of saved studies, on more digits. Nothing computed here yet. Press Compute.';
  const [amplitude, accuracy] = last;
  const off = uncertainty(accuracy, values.images).toFixed(1);
  const without = meanOf(curves, 'without').at(-1);
  const other = without ? `, without ${without[1].toFixed(1)} %` : '';
  const first = `At amplitude ${amplitude}: ${accuracy.toFixed(1)} % with the floor${other}; with ${values.images} digits it is uncertain by ± ${off} points.`;
  const seeds = longestOf(curves, 'with');
  if (seeds.size < 2) return `${first} This is only seed ${[...seeds.keys()][0]}.`;
  const single = [...seeds.values()].reduce((sum, own) => sum + zigZagInPoints(own.with), 0) / seeds.size;
  return `${first} Zig-zag (rms second difference, from 0.2 on): ${single.toFixed(2)} points for a single seed, for the mean of ${seeds.size} seeds ${zigZagInPoints(mean).toFixed(2)}.`;
}
