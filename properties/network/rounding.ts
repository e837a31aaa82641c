import { expm1 } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import type { LowPassParameters } from '../../src/simulator/synapse/low-pass.ts';
import type { Sum } from '../oracles/convolution.ts';
import { tuningError } from '../oracles/rate.ts';
import { elementaryRoundoffs } from '../rounding.ts';

/** Half a unit in the last place of a number in [1, 2): the relative error of one rounding. */
export function roundoff({ precision }: Pick<Implementation, 'precision'>): number {
  return unitRoundoff[precision];
}

/**
 * Roundings of one term, without the additions: amplitude, dt, height, gain (12, since its exponential may be an ulp
 * off and 1 − e^… loses up to three bits), folding (3), product, bias. A sum of n terms has an error of at most
 * (roundings + n) · roundoff · Σ |term|. The result is doubled, because the implementation folds first and the
 * definition does not.
 */
const roundingsOfATerm = 20;

/** Roundings that a low-pass filter adds per step: two products, a sum, and both coefficients. */
export const roundingsOfAFilterStep = 5;

/**
 * Roundings that a low-pass filter y ← a · y + (1 − a) · x adds in a number of steps, a = e^(−dt/τ): those of each step,
 * and once those of a. If 1 − a is computed as it is written, it keeps the absolute error of a, which is at most
 * `elementaryRoundoffs` because a is below 1. Relative to 1 − a, and so to y, this is 1/(1 − a) times as much.
 */
function roundingsOfFilter({ dtSeconds, tauSeconds }: LowPassParameters, steps: number): number {
  return roundingsOfAFilterStep * steps + elementaryRoundoffs / -expm1(-dtSeconds / tauSeconds);
}

/**
 * Roundings of a current, in any form, in addition to those of its sum: of the gain, because 1 − e^z loses digits if a
 * neuron is slow in units of τ_rc, and of the synapse before a layer after the first.
 */
export function roundingsOfCurrent(
  { architecture: { neuron }, dtSeconds, synapseSeconds = 0 }: NetworkInput,
  layer: number,
  steps: number,
): number {
  const ofGain = tuningError(neuron, neuron, 1).gain;
  const hasSynapse = layer > 0 && synapseSeconds > 0;
  return ofGain + (hasSynapse ? roundingsOfFilter({ dtSeconds, tauSeconds: synapseSeconds }, steps) : 0);
}

/** Roundings that the filter of a read-out adds, in any form. */
export function roundingsOfReadout({ dtSeconds, architecture, steps }: NetworkInput): number {
  return roundingsOfFilter({ dtSeconds, tauSeconds: architecture.readoutTauSeconds }, steps);
}

/**
 * Largest distance of an implementation from a sum by its definition, with `more` roundings in addition to those of the
 * sum.
 */
export function allowedFor({ size, terms }: Sum, implementation: Pick<Implementation, 'precision'>, more = 0): number {
  return 2 * (roundingsOfATerm + terms + more) * roundoff(implementation) * size;
}

/**
 * Whether numbers of an implementation are sums by their definition, except for rounding; NaN and missing numbers are
 * not.
 */
export function areClose(
  sums: readonly Sum[],
  got: ArrayLike<number>,
  implementation: Pick<Implementation, 'precision'>,
  more = 0,
): boolean {
  return sums.every(
    (sum, index) => Math.abs(sum.sum - (got[index] ?? Number.NaN)) <= allowedFor(sum, implementation, more),
  );
}

/** Whether numbers differ from the expected ones by no more than is allowed; NaN and missing numbers do. */
export function areWithin(allowed: number, expected: readonly number[], got: readonly number[]): boolean {
  return expected.every((value, index) => Math.abs(value - (got[index] ?? Number.NaN)) <= allowed);
}
