import { exp } from '../../base/elementary.ts';
import { requireBelow, requireFinite, requireNotNegative, requirePositive } from '../../base/requirement.ts';
import type { RateParameters } from './rate.ts';

/**
 * Gain and bias of the neuron that fires above `intercept`, and at `maxRateHz` for input 1; definition: N10.
 *
 *   J₁ = 1/(1 − e^((τ_ref − 1/maxRate)/τ_rc)),   gain = (J₁ − 1)/(1 − intercept),   bias = 1 − gain · intercept
 *
 * The exponential is subtracted from 1 as in Nengo, so the numbers equal Nengo's to the last bit. This costs digits at
 * low rates: at 5 Hz (τ_rc 20 ms) the gain has 12 correct digits, at 2 Hz 5, and below 1.4 Hz it would be 0.
 *
 * @throws {Refusal} if a time constant or rate is outside its range, if the rate is so low that the gain rounds to
 *   0, or if `intercept` is not below 1
 * @example tune({ maxRateHz: 100, intercept: 0 }, { tauRcSeconds: 0.02, tauRefSeconds: 0.002 })
 * // { gain: 2.0332447817197368, bias: 1 }
 * @see Nengo nengo/neurons.py `LIFRate.gain_bias`; spec/neuron/tuning.spec.ts
 */
export function tune({ maxRateHz, intercept }: Response, { tauRcSeconds, tauRefSeconds }: RateParameters): Tuning {
  requirePositive('tauRcSeconds', tauRcSeconds);
  requireNotNegative('tauRefSeconds', tauRefSeconds);
  requirePositive('maxRateHz', maxRateHz);
  requireBelow('maxRateHz', 1 / tauRefSeconds, maxRateHz);
  requireFinite('intercept', intercept);
  requireBelow('intercept', 1, intercept);

  const currentAtOne = 1 / (1 - exp((tauRefSeconds - 1 / maxRateHz) / tauRcSeconds));
  const gain = (currentAtOne - 1) / (1 - intercept);
  requirePositive(`gain for maxRateHz ${maxRateHz}`, gain);
  return { gain, bias: 1 - gain * intercept };
}

/** The map from an input x to a current: gain · x + bias. */
export interface Tuning {
  /** Current per unit of input, above 0. Larger values respond more steeply. */
  readonly gain: number;
  /** Current at input 0. Larger values fire at smaller inputs. */
  readonly bias: number;
}

/** The tuning as seen from outside: when a neuron fires, and how fast. */
export interface Response {
  /** Firing rate at input 1, hertz, above 0 and below 1/τ_ref. Larger inputs exceed this rate. */
  readonly maxRateHz: number;
  /** Input above which the neuron fires, below 1. */
  readonly intercept: number;
}
