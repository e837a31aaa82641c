import { square } from '../../base/elementary.ts';
import type { Interval } from './intervals.ts';

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
 * How probable it is that a run that is no worse than another loses this many images by chance: the one-sided exact
 * McNemar test. It counts the images that only one run classifies correctly; by chance, each run would win half of them.
 *
 *   p = Σ C(n, i)/2ⁿ,   i from `lost` to n = lost + won
 *
 * @returns 1 if no more images are lost than won
 * @see McNemar (1947), Psychometrika 12, 153
 * @example lossByChance({ before: [1, 1, 1, 1, 1, 0], after: [0, 0, 0, 0, 0, 0] }) // 0.03125
 */
export function lossByChance({ before, after }: PairedRuns): number {
  let [lost, won] = [0, 0];
  for (let image = 0; image < before.length; image++) {
    if ((before[image] as number) > (after[image] as number)) lost++;
    if ((before[image] as number) < (after[image] as number)) won++;
  }
  return lost > won ? upperTail(lost + won, lost) : 1;
}

/** Σ C(n, i)/2ⁿ from i = `least` > n/2. Terms are relative to the first one above n/2, because 2ⁿ overflows. */
function upperTail(n: number, least: number): number {
  const first = Math.floor(n / 2) + 1;
  let [term, upperHalf, tail] = [1, 0, 0];
  for (let i = first; i <= n; i++) {
    upperHalf += term;
    if (i >= least) tail += term;
    term *= (n - i) / (i + 1);
  }
  const middle = n % 2 === 0 ? first / (n - first + 1) : 0;
  return tail / (2 * upperHalf + middle);
}

/** The probability with which all tests of a family together may find a difference by chance. */
export const familyLevel = 0.05;

/**
 * Which of several tests find something, if chance may find anything in at most 5 % of families of tests.
 *
 * @param chances - the p-value of each test
 * @see Holm (1979), Scandinavian Journal of Statistics 6, 65
 * @example rejectByHolm([0.01, 0.04, 0.03]) // [true, false, false]
 */
export function rejectByHolm(chances: readonly number[]): boolean[] {
  const ascending = [...chances].sort((a, b) => a - b);
  const kept = ascending.findIndex((chance, index) => chance > familyLevel / (chances.length - index));
  return chances.map((chance) => kept < 0 || chance < (ascending[kept] as number));
}

/**
 * The 95 % interval of an accuracy over n images, z = 1.96.
 *
 *   (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²))/(1 + z²/n)
 *
 * @see Wilson (1927), Journal of the American Statistical Association 22, 209
 * @example wilsonInterval(0.5, 100) // [0.40382982859014716, 0.5961701714098528]
 */
export function wilsonInterval(accuracy: number, images: number): Interval {
  const part = square(fivePercent) / images;
  const margin = fivePercent * Math.sqrt((accuracy * (1 - accuracy)) / images + (part / images) * 0.25);
  return [(accuracy + part / 2 - margin) / (1 + part), (accuracy + part / 2 + margin) / (1 + part)];
}

/**
 * The 95 % interval of what a run loses, compared with another on the same images.
 *
 *   l − w ± z·√((l + w − (l − w)²)/(n + 2)),   l = (lost + 1)/(n + 2),   w = (won + 1)/(n + 2)
 *
 * @see Bonett and Price (2012), Journal of Educational and Behavioral Statistics 37, 479
 * @example differenceInterval({ before: [1, 1, 1, 1], after: [1, 1, 1, 1] }) // [-0.461976430375211, 0.461976430375211]
 */
export function differenceInterval({ before, after }: PairedRuns): Interval {
  const differences = Array.from(before, (one, image) => one - (after[image] as number));
  const [lost, won] = [1, -1].map((sign) => {
    return (differences.filter((one) => one === sign).length + 1) / (differences.length + 2);
  }) as [number, number];
  const margin = fivePercent * Math.sqrt((lost + won - square(lost - won)) / (differences.length + 2));
  return [Math.max(-1, lost - won - margin), Math.min(1, lost - won + margin)];
}

/** Chance of each remedy to be called one if none of 25 helps: 5 % for all of them (Bonferroni). */
export const remedyLevel = familyLevel / 25;

/** Whether a run is better than another on the same images, beyond what chance explains in 25 such comparisons. */
export function isBetter({ before, after }: PairedRuns): boolean {
  return lossByChance({ before: after, after: before }) <= remedyLevel;
}
