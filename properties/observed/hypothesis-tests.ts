import { exp, log, square } from '../../src/base/elementary.ts';
import { mean } from '../../src/study/statistics/statistics.ts';

/**
 * The exact one-sided sign test: the probability that a fair coin shows heads at least this often.
 *
 *   p = Σ_{k ≥ heads} C(tosses, k) / 2^tosses
 *
 * @example signTest(5, 5) // 0.03125
 * @see Arbuthnot (1710)
 */
export function signTest(heads: number, tosses: number): number {
  // each term follows from the next larger one; in logarithms, since 2^−tosses may be too small for a double
  let logTerm = -tosses * Math.LN2;
  let tail = 0;
  for (let k = tosses; k >= heads; k--) {
    tail += exp(logTerm);
    logTerm += log(k) - log(tosses - k + 1);
  }
  return Math.min(1, tail);
}

/**
 * Cochran's Q test: the probability that runs of equal accuracy differ at least this much on the same images.
 *
 *   Q = n·(n − 1)·Σ (column − mean column)² / Σ (n·row − row²),   chi-squared with n − 1 degrees of freedom
 *
 * Images that all runs classify correctly, or none, have no effect.
 *
 * @param correct - 1 where a run is correct; the number of runs is odd and at least 3 [run][image]
 * @returns p, and the number of correct images of each run
 * @see Cochran (1950)
 */
export function cochranTest(correct: readonly ArrayLike<number>[]): { readonly p: number; readonly counts: number[] } {
  const runs = correct.length;
  const counts = correct.map((bits) => Array.from(bits).reduce((sum, bit) => sum + bit, 0));
  const images = Array.from({ length: correct[0]?.length ?? 0 }, (_, image) =>
    correct.reduce((sum, bits) => sum + (bits[image] as number), 0),
  );
  const between = counts.reduce((sum, count) => sum + square(count - mean(counts)), 0);
  const within = images.reduce((sum, row) => sum + row * (runs - row), 0);
  const q = within === 0 ? 0 : (runs * (runs - 1) * between) / within;
  return { p: chiSquaredTail(q, runs - 1), counts };
}

/**
 * The probability that a chi-squared variable with an even number of degrees of freedom is at least x.
 *
 *   P(x) = e^(−x/2) · Σ_{i < degrees/2} (x/2)^i/i!
 */
export function chiSquaredTail(x: number, degrees: number): number {
  if (degrees % 2 !== 0) throw new RangeError(`degrees must be even, but are ${degrees}`);
  let term = exp(-x / 2);
  let tail = term;
  for (let i = 1; i < degrees / 2; i++) {
    term *= x / 2 / i;
    tail += term;
  }
  return tail;
}
