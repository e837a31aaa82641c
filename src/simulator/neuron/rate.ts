import { log1p } from '../../base/elementary.ts';
import type { LifParameters } from './lif.ts';

/** The parameters on which the firing rate of a LIF neuron depends. */
export type RateParameters = Pick<LifParameters, 'tauRcSeconds' | 'tauRefSeconds'>;

/**
 * Firing rate of a LIF neuron at a constant current: one over the interval between spikes; definition: N9, N10.
 *
 *   rate = 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1)))   for J > 1, else 0
 *
 * @param current - input current J, dimensionless
 * @returns hertz, from 0 to below 1/τ_ref
 * @example rateHz(3.0332447817197368, { tauRcSeconds: 0.02, tauRefSeconds: 0.002 }) // 100.00000000000001
 * @see Nengo nengo/neurons.py `LIFRate.step`
 */
export function rateHz(current: number, { tauRcSeconds, tauRefSeconds }: RateParameters): number {
  if (!(current > 1)) return 0;
  return 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / (current - 1)));
}

/**
 * The largest fraction by which a LIF neuron fires less than the rate model, because a step holds one spike, and a
 * refractory period that ends within the step of its spike loses the rest of that step; definition: N9.
 *
 *   ρ/(1 + ρ)   with ρ = rate · (dt − τ_ref) if τ_ref < dt, else 0
 *
 * @example rateShortfall(400, { dtSeconds: 0.001, tauRefSeconds: 0.0005 }) // 0.16666666666666669
 */
export function rateShortfall(
  rate: number,
  { dtSeconds, tauRefSeconds }: Pick<LifParameters, 'dtSeconds' | 'tauRefSeconds'>,
): number {
  const lost = rate * Math.max(dtSeconds - tauRefSeconds, 0);
  return lost / (1 + lost);
}

/**
 * Slope of the firing rate: the derivative of `rateHz` with respect to the current; definition: T2.
 *
 *   dRate/dJ = rate² · τ_rc/((J − 1) · J)   for J > 1, else 0
 *
 * @returns hertz per unit of current; unbounded as J approaches 1
 * @example rateSlopeHz(2, { tauRcSeconds: 0.02, tauRefSeconds: 0.002 }) // 39.74041876196071
 * @see NengoDL nengo_dl/neuron_builders.py `LIFRateBuilder`
 */
export function rateSlopeHz(current: number, parameters: RateParameters): number {
  if (!(current > 1)) return 0;
  const rate = rateHz(current, parameters);
  return (rate * rate * parameters.tauRcSeconds) / ((current - 1) * current);
}
