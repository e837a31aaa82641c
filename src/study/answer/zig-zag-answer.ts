import type { Curve } from '../results/accuracy-curve.ts';
import type { Row } from '../results/row.ts';
import { type ZigZag, zigZagOf } from '../statistics/zig-zag.ts';
import { points } from './percent.ts';

/** Says how jagged the curves of a study are, and what that comes from; nothing if its amplitudes cannot tell. */
export function describeZigZags(spiking: readonly Curve[], rows: readonly Row[]): string[] {
  const [{ images, mode, rescaled }] = rows as [Row];
  const seen = spiking.flatMap((curve) => {
    const zigZag = lookAt(curve, images);
    return zigZag ? [{ curve, zigZag }] : [];
  });
  const [first] = seen;
  if (!first) return [];
  const { from, to } = first.zigZag;
  const listed = seen.map(({ curve, zigZag }) => describeOne(curve, zigZag));
  const chance = Math.max(...seen.map(({ zigZag }) => zigZag.chance));
  const numbers = `Zig-zag from amplitude ${from} to ${to} (rms second difference): ${listed.join('; ')}; other images at every amplitude would make up to ${points(chance)} of it.`;
  const isMore = seen.every(({ zigZag }) => zigZag.single > zigZag.chance);
  if (isMore && mode === 'retrained' && !rescaled)
    return [numbers, 'That is more than images make: every amplitude has a network of its own, good or bad.'];
  return [numbers];
}

function lookAt({ points: meanPoints, perSeed }: Curve, images: number): ZigZag | undefined {
  const curves = (perSeed.length > 0 ? perSeed : [meanPoints]).map((curve) => curve.map(({ accuracy }) => accuracy));
  return zigZagOf(
    meanPoints.map(({ amplitude }) => amplitude),
    curves,
    images,
  );
}

function describeOne({ floor, perSeed }: Curve, { single, ofMean }: ZigZag): string {
  const ofSeeds = perSeed.length > 0 ? ` for one seed, ${points(ofMean)} for the mean of ${perSeed.length}` : '';
  return `${floor === null ? 'without a floor' : `with a floor at ${floor}`} ${points(single)}${ofSeeds}`;
}
