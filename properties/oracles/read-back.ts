import { unitRoundoff } from '../../src/base/precision.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import type { RateParameters } from '../../src/simulator/neuron/rate.ts';
import type { Tuning } from '../../src/simulator/neuron/tuning.ts';
import { firingRateHz } from './closed-form.ts';
import { beyondFirstOrder, rateError, tuningError } from './rate.ts';

/** A value recovered from what an implementation drew, and its rounding error. */
export interface ReadBack {
  /** The value computed from gain, bias and voltage. */
  readonly value: number;
  /** The largest absolute rounding error. */
  readonly error: number;
}

/** The random values of each neuron [neuron]. */
export interface DrawnNeurons {
  /** Rate at input 1. */
  readonly maxRatesHz: readonly ReadBack[];
  /** Input at which the current is 1. */
  readonly intercepts: readonly ReadBack[];
  /** Initial voltage. */
  readonly initialVoltage: readonly ReadBack[];
}

/**
 * Recovers max rates, intercepts and voltages from gains, biases and voltages, in float64. Gains and biases have the
 * errors of `tuningError`; δ is the resulting error:
 *
 *   max rate = rate(gain + bias)       δ ≤ error of the rate for the error of the current at input 1, and for the
 *                                      rounding of the sum in float64
 *   intercept = (1 − bias)/gain        δ ≤ (δbias + |1 − bias| · δgain)/gain + 3u · |intercept|, δgain relative
 *   voltage                            δ ≤ u · max(1, |voltage|)
 */
export function readBack({ gain, bias, initialVoltage }: SeededOutput, input: SeededInput, u: number): DrawnNeurons {
  const drawn = gain.map((value, neuron) => readTuning({ gain: value, bias: bias[neuron] ?? Number.NaN }, input, u));
  return {
    maxRatesHz: drawn.map(({ maxRateHz }) => maxRateHz),
    intercepts: drawn.map(({ intercept }) => intercept),
    initialVoltage: initialVoltage.map((value) => ({ value, error: u * Math.max(1, Math.abs(value)) })),
  };
}

function readTuning(tuning: Tuning, parameters: RateParameters, u: number) {
  const current = tuning.gain + tuning.bias;
  const maxRateHz = firingRateHz(current, parameters);
  const intercept = (1 - tuning.bias) / tuning.gain;
  const error = tuningError({ maxRateHz, intercept }, parameters, u);
  const own = unitRoundoff.float64;
  const ofCurrents =
    rateError(current, error.currentAtOne, parameters, u) + rateError(current, own * current, parameters, own);
  const ofRate = ofCurrents * maxRateHz;
  const ofIntercept = (error.bias + Math.abs(1 - tuning.bias) * error.gain) / tuning.gain + 3 * u * Math.abs(intercept);
  return {
    maxRateHz: { value: maxRateHz, error: beyondFirstOrder * ofRate },
    intercept: { value: intercept, error: beyondFirstOrder * ofIntercept },
  };
}
