import { type AccuracyCurve, type AccuracyPoint, endsOf } from '../results/accuracy-curve.ts';
import {
  differByAgrestiCaffo,
  fivePercent,
  isShownBelow,
  oneAccuracyPoint,
  onePerMille,
} from '../statistics/accuracy-tests.ts';
import { subtract } from '../statistics/statistics.ts';
import { fewestSeeds, isAtMost } from '../statistics/t-interval.ts';

/** How far the lowest point of a curve is below its first point. `accuracyDrop` is about its last point instead. */
export function largestLoss(curve: AccuracyCurve): number {
  return endsOf(curve)[0].accuracy - lowestOf(curve).accuracy;
}

/** Whether a curve drops beyond what the choice of images explains. */
export const drops = (curve: AccuracyCurve): boolean => trendOf(curve) === 'drops';

/**
 * The trend of a curve. Its last point is compared with the first at the 5 % level. If they do not differ
 * significantly, its lowest point is compared with the first at the 0.1 % level, because it is the lowest of many. With
 * 50 amplitudes, at most 5 % of studies drop by chance (Bonferroni).
 */
export function trendOf(curve: AccuracyCurve): 'drops' | 'rises' | 'level' {
  const [first, last] = endsOf(curve);
  const differs = (other: AccuracyPoint, deviations: number) =>
    differByAgrestiCaffo(first.accuracy, other.accuracy, curve.images, deviations);
  if (differs(last, fivePercent)) return last.accuracy < first.accuracy ? 'drops' : 'rises';
  const lowest = lowestOf(curve);
  return lowest.accuracy < first.accuracy && differs(lowest, onePerMille) ? 'drops' : 'level';
}

/**
 * Whether no point is lower than the first by one percentage point: every loss is shown to be below it. With enough
 * seeds, it is shown over seeds, on these images, as for the claims; otherwise over images. If one loss is larger, all
 * tests show the contrary in at most 5 % of studies.
 *
 * @see Berger (1982), Technometrics 24, 295
 */
export function isKept({ points, images }: AccuracyCurve): boolean {
  const [first] = points as [AccuracyPoint];
  return points.every(({ accuracy, ofSeeds }) => {
    if (ofSeeds.length < fewestSeeds)
      return isShownBelow({ before: first.accuracy, after: accuracy, images }, oneAccuracyPoint);
    return isAtMost(subtract(first.ofSeeds, ofSeeds), oneAccuracyPoint) === true;
  });
}

export function lowestOf({ points }: AccuracyCurve): AccuracyPoint {
  return points.reduce((lowest, point) => (point.accuracy < lowest.accuracy ? point : lowest));
}
