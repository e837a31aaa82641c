/** Deviations of a normal variable that are exceeded with a probability of 5 %. */
export const fivePercent = 1.96;

/** The same for 1 ‰. */
export const onePerMille = 3.29;

/**
 * Whether two accuracies over so many images are further apart than chance makes them.
 *
 *   |p − q| > deviations · √(Σ p̃(1 − p̃)/(n + 2)),   p̃ = (n·p + 1)/(n + 2)
 *
 * As if each was over images of its own. Where the images are the same this asks for more than is needed.
 *
 * @see Agresti and Caffo (2000), The American Statistician 54, 280
 * @example differ(0.95, 0.8, 1000, fivePercent) // true
 */
export function differ(one: number, other: number, images: number, deviations: number): boolean {
  const deviation = Math.sqrt(accuracyVariance(one, images) + accuracyVariance(other, images));
  return Math.abs(one - other) > deviations * deviation;
}

/** Variance of an accuracy over so many images, p̃(1 − p̃)/(n + 2). */
export function accuracyVariance(accuracy: number, images: number): number {
  const share = (images * accuracy + 1) / (images + 2);
  return (share * (1 - share)) / (images + 2);
}

/** Two runs on the same images, 1 where a run gives the right class [image]. */
export interface Paired {
  /** Of the run that is compared with. */
  readonly before: ArrayLike<number>;
  /** Of the run that is judged. */
  readonly after: ArrayLike<number>;
}

/**
 * Whether a run is worse than another on the same images by more than chance makes it, judged by the images on which
 * they differ: of those, chance would let either be right equally often.
 *
 *   lost − won > deviations · √(lost + won)
 *
 * @see McNemar (1947), Psychometrika 12, 153
 * @example isWorse({ before: [1, 1, 1, 1, 1, 0], after: [0, 0, 0, 0, 0, 0] }, fivePercent) // true
 */
export function isWorse({ before, after }: Paired, deviations: number): boolean {
  let [lost, won] = [0, 0];
  for (let image = 0; image < before.length; image++) {
    if ((before[image] as number) > (after[image] as number)) lost++;
    if ((before[image] as number) < (after[image] as number)) won++;
  }
  return lost - won > deviations * Math.sqrt(lost + won);
}
