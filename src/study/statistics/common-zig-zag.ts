import { square } from '../../base/elementary.ts';
import { type RandomStream, randomStream } from '../../base/random.ts';
import { mean, roughness } from './statistics.ts';

/**
 * The fraction of the zig-zag that curves have in common: 0 if every curve has its own, 1 if all have the same.
 *
 *   ratio = roughness(mean curve)/√(mean roughness²),   fraction = (n · ratio² − 1)/(n − 1)
 *
 * The ratio is 1/√n for unrelated zig-zags and 1 for equal ones.
 *
 * @param curves - two or more of the same length [curve][point]
 * @example commonZigZag([[0, 1, 0], [0, 1, 0]]) // 1
 */
export function commonZigZag(curves: readonly (readonly number[])[]): number {
  const count = curves.length;
  const meanCurve = (curves[0] ?? []).map((_, point) => mean(curves.map((curve) => curve[point] as number)));
  const ratio = square(roughness(meanCurve)) / mean(curves.map((curve) => square(roughness(curve))));
  return (count * ratio - 1) / (count - 1);
}

/**
 * Whether less than half of a zig-zag is common: true or false if curves with exactly half in common show less, or
 * more, in at most 5 % of samples, else null.
 *
 * @param common - fraction that was measured
 */
export function isMostlyOwn(common: number, curves: number, points: number): boolean | null {
  const [low, high] = rangeOfHalf(curves, points);
  if (common < low) return true;
  return common > high ? false : null;
}

const samples = 1000;
const ranges = new Map<string, readonly [low: number, high: number]>();

/** The 5 % and 95 % quantiles of the measured fraction, from simulated curves with half of the zig-zag in common. */
function rangeOfHalf(curves: number, points: number): readonly [low: number, high: number] {
  const name = `${curves} curves, ${points} points`;
  const known = ranges.get(name);
  if (known) return known;
  const stream = randomStream(name);
  const drawn = Array.from({ length: samples }, () => commonZigZag(curvesWithCommon(0.5, curves, points, stream)));
  drawn.sort((a, b) => a - b);
  const range = [drawn[0.05 * samples] as number, drawn[0.95 * samples - 1] as number] as const;
  ranges.set(name, range);
  return range;
}

/** Draws curves of independent points, with a fraction of the variance common to all curves. */
export function curvesWithCommon(fraction: number, curves: number, points: number, stream: RandomStream): number[][] {
  const draw = (part: number) => Array.from({ length: points }, () => Math.sqrt(part) * nearlyNormal(stream));
  const common = draw(fraction);
  return Array.from({ length: curves }, () => draw(1 - fraction).map((own, point) => own + (common[point] as number)));
}

/** The sum of four uniform numbers, minus its mean. Its scale has no effect on a fraction. */
function nearlyNormal(stream: RandomStream): number {
  return stream() + stream() + stream() + stream() - 2;
}
