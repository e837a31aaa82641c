import type { Decimal } from 'decimal.js';
import { exp, log1p, square } from '../../src/base/elementary.ts';
import type { RateParameters } from '../../src/simulator/neuron/rate.ts';
import type { Response, Tuning } from '../../src/simulator/neuron/tuning.ts';
import { elementaryRoundoffs } from '../rounding.ts';
import { decimal } from './exact.ts';

/**
 * Firing rate at an exact current, rounded once.
 *
 *   rate = 1/(τ_ref + τ_rc · ln(J/(J − 1)))   for J > 1, else 0
 */
export function exactRateHz(current: Decimal, { tauRcSeconds, tauRefSeconds }: RateParameters): number {
  if (!current.gt(1)) return 0;
  const charging = decimal(tauRcSeconds).times(current.div(current.minus(1)).ln());
  return decimal(tauRefSeconds).plus(charging).pow(-1).toNumber();
}

/** Exact current of a neuron with a given gain and bias. */
export function exactCurrent({ gain, bias }: Tuning, input: number): Decimal {
  return decimal(gain).times(decimal(input)).plus(decimal(bias));
}

/** Gain and bias, each rounded once: gain = (J₁ − 1)/(1 − intercept), bias = 1 − gain · intercept. */
export function exactTuning({ maxRateHz, intercept }: Response, parameters: RateParameters): Tuning {
  const exponent = decimal(maxRateHz)
    .pow(-1)
    .minus(decimal(parameters.tauRefSeconds))
    .div(decimal(parameters.tauRcSeconds));
  const gain = exponent
    .exp()
    .minus(1)
    .pow(-1)
    .div(decimal(1).minus(decimal(intercept)));
  return {
    gain: gain.toNumber(),
    bias: decimal(1)
      .minus(gain.times(decimal(intercept)))
      .toNumber(),
  };
}

/**
 * Factor by which errors may exceed their first-order estimate if rounding reaches at most a tenth of the distance from
 * the current to the threshold: 1/(1 − 0.1) is 1.11.
 */
export const beyondFirstOrder = 1.2;

/** Largest distance of a correct implementation from the exact values. */
export interface TuningError {
  /** The relative error of a gain. */
  readonly gain: number;
  /** The absolute error of a bias. */
  readonly bias: number;
  /** The absolute error of the current at input 1. */
  readonly currentAtOne: number;
}

/**
 * First-order rounding error of gain and bias, for operations with roundoff u and parameters rounded once each:
 *
 *   z = (τ_ref − 1/maxRate)/τ_rc            δz  ≤ u · (2/(maxRate · τ_rc) + τ_ref/τ_rc + 3|z|)
 *   J₁ = 1/(1 − e^z)                        δJ₁ ≤ J₁ · (e^z · (3u + δz)/(1 − e^z) + 2u)
 *   gain = (J₁ − 1)/(1 − intercept)         δ   ≤ δJ₁/(J₁ − 1) + u · (3 + |intercept|/(1 − intercept))   relative
 *   bias = 1 − gain · intercept             δ   ≤ |gain · intercept| · (relative error of the gain + 2u) + u · |bias|
 */
export function tuningError({ maxRateHz, intercept }: Response, parameters: RateParameters, u: number): TuningError {
  const { tauRcSeconds, tauRefSeconds } = parameters;
  const exponent = (tauRefSeconds - 1 / maxRateHz) / tauRcSeconds;
  const ofExponent = u * (2 / (maxRateHz * tauRcSeconds) + tauRefSeconds / tauRcSeconds + 3 * Math.abs(exponent));
  const decay = exp(exponent);
  const currentAtOne = 1 / (1 - decay);
  const ofCurrent = currentAtOne * ((decay * (elementaryRoundoffs * u + ofExponent)) / (1 - decay) + 2 * u);

  const gain = ofCurrent / (currentAtOne - 1) + u * (3 + Math.abs(intercept) / (1 - intercept));
  const drawn = Math.abs(((currentAtOne - 1) / (1 - intercept)) * intercept);
  const bias = drawn * (gain + 2 * u) + u * (1 + drawn);
  return { gain, bias, currentAtOne: ofCurrent + u * (4 * currentAtOne + 3 * drawn) };
}

/**
 * Relative rounding error of a rate whose current has the error `ofCurrent`. Its own operations are 7 roundings
 * (two parameters, J − 1, 1/(J − 1), ×, +, 1/…) and a logarithm. From dRate/dJ = rate² · τ_rc/((J − 1) · J),
 *
 *   δ ≤ 10u + rate · τ_rc/((J − 1) · J) · δJ
 *
 * The form of textbooks, 1/(τ_ref − τ_rc · ln(1 − 1/J)), rounds 1/J and 1 − 1/J. That moves the logarithm by at most
 * 2u · J/(J − 1), as an error of 2u · J² of the current does.
 */
export function rateError(current: number, ofCurrent: number, parameters: RateParameters, u: number): number {
  const { tauRcSeconds, tauRefSeconds } = parameters;
  const rate = 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / (current - 1)));
  const ofTextbookForm = 2 * u * square(current);
  const slope = (rate * tauRcSeconds) / ((current - 1) * current);
  return (7 + elementaryRoundoffs) * u + slope * (ofCurrent + ofTextbookForm);
}
