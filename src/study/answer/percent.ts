/**
 * Writes a share, or a difference of two, as a number of hundredths.
 *
 * @example hundredths(-0.0123) // '−1.2'
 */
export function hundredths(share: number): string {
  return (100 * share).toFixed(1).replace('-', '−');
}

/**
 * Writes a share.
 *
 * @example percent(0.9873) // '98.7 %'
 */
export function percent(share: number): string {
  return `${hundredths(share)} %`;
}

/**
 * Writes a difference of two shares.
 *
 * @example points(0.172) // '17.2 points'
 */
export function points(share: number): string {
  return `${hundredths(share)} points`;
}
