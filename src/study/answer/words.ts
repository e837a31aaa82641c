/**
 * A number with its noun.
 *
 * @example numberOf(3, 'image') // '3 images'
 */
export function numberOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Writes a fraction, or a difference of two, as a number of hundredths.
 *
 * @example hundredths(-0.0123) // '−1.2'
 */
export function hundredths(fraction: number): string {
  return (100 * fraction).toFixed(1).replace('-', '−');
}

/**
 * Writes a fraction.
 *
 * @example percent(0.9873) // '98.7 %'
 */
export function percent(fraction: number): string {
  return `${hundredths(fraction)} %`;
}

/**
 * Writes a difference of two fractions.
 *
 * @example points(0.172) // '17.2 points'
 */
export function points(fraction: number): string {
  return `${hundredths(fraction)} points`;
}

/**
 * A text that begins with a capital letter.
 *
 * @example capitalize('with fixed weights') // 'With fixed weights'
 */
export function capitalize(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}
