import { expm1 } from '../../src/base/elementary.ts';
import type { LowPassParameters } from '../../src/simulator/synapse/low-pass.ts';
import { elementaryRoundoffs } from '../rounding.ts';
import { decimal } from './exact.ts';

/**
 * A filtered signal, each value rounded once:
 *
 *   y_t = a · y_{t−1} + (1 − a) · x_t,   a = e^(−dt/τ),   shown `lagSteps` later, 0 until then
 */
export function exactLowPass(
  signal: readonly number[],
  { dtSeconds, tauSeconds }: LowPassParameters,
  lagSteps: number,
): number[] {
  const keep = decimal(dtSeconds).div(decimal(tauSeconds)).neg().exp();
  const take = decimal(1).minus(keep);
  let filtered = decimal(0);
  // an implementation may state any lag
  const shown: number[] = Array(Math.min(lagSteps, signal.length)).fill(0);
  for (const input of signal) {
    filtered = keep.times(filtered).plus(take.times(decimal(input)));
    shown.push(filtered.toNumber());
  }
  return shown.slice(0, signal.length);
}

/**
 * Upper bound on the error of a filtered signal if each operation has unit roundoff u. Per step, with |x| and |y| at
 * most `largest`:
 *
 *   a: 3u and that of its exponent, 3u · dt/τ (parameters and quotient);   1 − a: 3u, 3u and 1u if it is subtracted
 *   a · y, (1 − a) · x and their sum: u of their sizes;   x itself: u
 *   ≤ u · largest · (12 + 3 · dt/τ)   in each of the last 1/(1 − a) steps; earlier errors have decayed
 */
export function lowPassError({ dtSeconds, tauSeconds }: LowPassParameters, largest: number, u: number): number {
  const exponent = dtSeconds / tauSeconds;
  const remembered = 1 / -expm1(-exponent);
  return u * largest * (elementaryRoundoffs * exponent + 9 + elementaryRoundoffs) * remembered;
}
