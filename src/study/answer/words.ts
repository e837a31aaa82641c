/** A number with its noun, such as `3 images`. */
export function numberOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A time, such as `5 ms` for 0.005 seconds. */
export function milliseconds(seconds: number): string {
  return `${Number((1000 * seconds).toPrecision(6))} ms`;
}

/** A fraction, or a difference of two, as a number of hundredths, such as `−1.2` for −0.0123. */
export function hundredths(fraction: number): string {
  return (100 * fraction).toFixed(1).replace('-', '−');
}

/** A fraction, such as `98.7 %` for 0.9873. */
export function percent(fraction: number): string {
  return `${hundredths(fraction)} %`;
}

/** A difference of two fractions, such as `17.2 points` for 0.172. */
export function points(fraction: number): string {
  return `${hundredths(fraction)} points`;
}
