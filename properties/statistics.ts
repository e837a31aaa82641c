/** Mean of some values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Standard deviation of a sample.
 *
 *   s = √(Σ (value − mean)² / (n − 1))
 *
 * @param values - two or more
 */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * Probability that a fair coin shows heads so often or more often: the exact sign test, one-sided.
 *
 *   p = Σ_{k ≥ heads} C(tosses, k) / 2^tosses
 *
 * @example signTest(5, 5) // 0.03125
 * @see Arbuthnot (1710)
 */
export function signTest(heads: number, tosses: number): number {
  // from the largest term down, each from its neighbour; in logarithms, since 2^−tosses may be too small for a double
  let logTerm = -tosses * Math.LN2;
  let tail = 0;
  for (let k = tosses; k >= heads; k--) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(k) - Math.log(tosses - k + 1);
  }
  return Math.min(1, tail);
}

/**
 * How jagged a curve is: the root of the mean square of its second differences.
 *
 *   roughness = √(mean (y_{i−1} − 2·y_i + y_{i+1})²)
 *
 * A straight line has none. A bend has little, and 1/4 of it with twice as many points; a zig-zag keeps it.
 *
 * @param curve - values at equal distances, three or more
 * @example roughness([0, 1, 0, 1]) // 2
 */
export function roughness(curve: readonly number[]): number {
  const bends = curve.slice(1, -1).map((value, index) => {
    return ((curve[index] as number) - 2 * value + (curve[index + 2] as number)) ** 2;
  });
  return Math.sqrt(mean(bends));
}

/**
 * Share of the zig-zag that curves have in common: 0 if every curve has its own, 1 if all have the same.
 *
 *   ratio = roughness(mean curve)/√(mean roughness²),   share = (n · ratio² − 1)/(n − 1)
 *
 * Curves with zig-zags of their own have a ratio of 1/√n and curves with the same one a ratio of 1.
 *
 * @param curves - two or more, each of the same length [curve][point]
 * @example commonZigZag([[0, 1, 0], [0, 1, 0]]) // 1
 */
export function commonZigZag(curves: readonly (readonly number[])[]): number {
  const count = curves.length;
  const meanCurve = (curves[0] ?? []).map((_, point) => mean(curves.map((curve) => curve[point] as number)));
  const ratio = roughness(meanCurve) ** 2 / mean(curves.map((curve) => roughness(curve) ** 2));
  return (count * ratio - 1) / (count - 1);
}

/**
 * Probability that runs which are right equally often differ so much on the same images: Cochran's Q test.
 *
 *   Q = n·(n − 1)·Σ (column − mean column)² / Σ (n·row − row²),   chi-squared with n − 1 degrees of freedom
 *
 * An image that all runs get right, or none, tells nothing and does not count.
 *
 * @param right - 1 where a run is right, an odd number of runs, 3 or more [run][image]
 * @returns p, and how often each run was right
 * @see Cochran (1950)
 */
export function cochranTest(right: readonly ArrayLike<number>[]): { readonly p: number; readonly counts: number[] } {
  const runs = right.length;
  const counts = right.map((bits) => Array.from(bits).reduce((sum, bit) => sum + bit, 0));
  const images = Array.from({ length: right[0]?.length ?? 0 }, (_, image) =>
    right.reduce((sum, bits) => sum + (bits[image] as number), 0),
  );
  const between = counts.reduce((sum, count) => sum + (count - mean(counts)) ** 2, 0);
  const within = images.reduce((sum, row) => sum + row * (runs - row), 0);
  const q = within === 0 ? 0 : (runs * (runs - 1) * between) / within;
  return { p: chiSquaredTail(q, runs - 1), counts };
}

/**
 * Probability that a chi-squared variable is so large or larger, for an even number of degrees of freedom.
 *
 *   p = e^(−x/2) · Σ_{i < degrees/2} (x/2)^i/i!
 */
export function chiSquaredTail(x: number, degrees: number): number {
  if (degrees % 2 !== 0) throw new RangeError(`degrees must be even, but are ${degrees}`);
  let term = Math.exp(-x / 2);
  let tail = term;
  for (let i = 1; i < degrees / 2; i++) {
    term *= x / 2 / i;
    tail += term;
  }
  return tail;
}
