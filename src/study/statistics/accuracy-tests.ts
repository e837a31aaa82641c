import { mean } from './statistics.ts';

/** Standard deviations that a normal variable exceeds with a probability of 5 %. */
export const fivePercent = 1.96;

/** Standard deviations that a normal variable exceeds with a probability of 1 ‰. */
export const onePerMille = 3.29;

/**
 * Whether two accuracies over n images each differ, by the Agresti–Caffo interval.
 *
 *   |p − q| > deviations · √(Σ p̃(1 − p̃)/(n + 2)),   p̃ = (n·p + 1)/(n + 2)
 *
 * The interval is for independent samples. If both accuracies are of the same images, the test is conservative.
 *
 * @see Agresti and Caffo (2000), The American Statistician 54, 280
 * @example differByAgrestiCaffo(0.95, 0.8, 1000, fivePercent) // true
 */
export function differByAgrestiCaffo(one: number, other: number, images: number, deviations: number): boolean {
  const deviation = Math.sqrt(accuracyVariance(one, images) + accuracyVariance(other, images));
  return Math.abs(one - other) > deviations * deviation;
}

/** Standard deviations that a normal variable exceeds in one direction with a probability of 5 %. */
const fivePercentOneSided = 1.645;

/** The margin of an equivalence test: an accuracy within one percentage point of another counts as equal. */
export const oneAccuracyPoint = 0.01;

/** The accuracy before and after a change, each over `images` images. */
interface Change {
  readonly before: number;
  readonly after: number;
  readonly images: number;
}

/**
 * Whether a loss is shown to be below a margin: a one-sided equivalence test at 5 %, by the Agresti–Caffo interval.
 *
 * @see Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657
 * @example isShownBelow({ before: 0.98, after: 0.979, images: 10_000 }, 0.01) // true
 */
export function isShownBelow({ before, after, images }: Change, margin: number): boolean {
  const deviation = Math.sqrt(accuracyVariance(before, images) + accuracyVariance(after, images));
  return before - after + fivePercentOneSided * deviation < margin;
}

/** Variance of an accuracy over n images, p̃(1 − p̃)/(n + 2). */
export function accuracyVariance(accuracy: number, images: number): number {
  const adjusted = (images * accuracy + 1) / (images + 2);
  return (adjusted * (1 - adjusted)) / (images + 2);
}

/** Two runs on the same images: 1 if a run assigns the correct class [image]. */
export interface PairedRuns {
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
}

/**
 * Whether a run is worse than another on the same images, by the McNemar test. It counts the images that only one run
 * classifies correctly; by chance, each run would win half of them.
 *
 *   lost − won > deviations · √(lost + won)
 *
 * @see McNemar (1947), Psychometrika 12, 153
 * @example isWorseByMcNemar({ before: [1, 1, 1, 1, 1, 0], after: [0, 0, 0, 0, 0, 0] }, fivePercent) // true
 */
export function isWorseByMcNemar({ before, after }: PairedRuns, deviations: number): boolean {
  let [lost, won] = [0, 0];
  for (let image = 0; image < before.length; image++) {
    if ((before[image] as number) > (after[image] as number)) lost++;
    if ((before[image] as number) < (after[image] as number)) won++;
  }
  return lost - won > deviations * Math.sqrt(lost + won);
}

/** A run that keeps the accuracy loses at most 3 points, because on few images no test detects more. */
const mostLost = 0.03;

/**
 * Whether a run keeps the accuracy of another on the same images: it is not worse by the McNemar test at 5 %, and loses
 * at most 3 points.
 */
export function keepsAccuracy({ before, after }: PairedRuns): boolean {
  const lost = mean(Array.from(before)) - mean(Array.from(after));
  return lost <= mostLost && !isWorseByMcNemar({ before, after }, fivePercent);
}
