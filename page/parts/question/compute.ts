import { roughness } from '../../../src/study/statistics/statistics.ts';
import type { Points } from '../../chart/accuracy.ts';
import type { CurveScore, Kind } from '../../worker/jobs/curve.ts';

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

/** Mean over the seeds, at the amplitudes that they all have. */
export function meanOf(curves: SeedCurves, kind: Kind): Points {
  const all = [...curves.values()].map((own) => own[kind]).filter((points) => points.length > 0);
  const shortest = Math.min(...all.map(({ length }) => length));
  if (all.length === 0) return [];
  return Array.from({ length: shortest }, (_, index) => {
    const sum = all.reduce((total, points) => total + (points[index]?.[1] ?? 0), 0);
    return [all[0]?.[index]?.[0] ?? 0, sum / all.length] as const;
  });
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
