import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import type { RateParameters } from '../../src/simulator/neuron/rate.ts';
import type { Tuning } from '../../src/simulator/neuron/tuning.ts';
import { legalSeeded, seed } from '../arbitraries/seeded.ts';
import { enoughToMeetAll } from '../oracles/chance.ts';
import { firingRateHz } from '../oracles/closed-form.ts';
import { beyondFirstOrder, rateError, tuningError } from '../oracles/rate.ts';
import { requireThat } from '../require.ts';
import { oneRate } from './spread.ts';

/** A network must have the neurons that its script specifies. */
export const drawsInsideDistributions: Law = {
  id: 'seeded/inside-distributions',
  times: 4,
  clause: 'randomness',
  statement: 'always draws max rates, intercepts and initial voltages from the given distributions',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(legalSeeded(implementation.largestSeed), async (input) => {
      const output = await capabilityOf(implementation, 'seeded')(input);
      const u = unitRoundoff[implementation.precision];
      const drawn = readBack(output, input, u);
      for (const quantity of ['maxRatesHz', 'intercepts', 'initialVoltage'] as const) {
        const values = drawn[quantity];
        const holds = values.length === input.neurons && values.every((value) => isInside(input[quantity], value));
        requireThat(holds, drawsInsideDistributions, () => ({
          expected: `${input.neurons} ${quantity} from ${JSON.stringify(input[quantity])}`,
          got: values.map(({ value }) => value),
        }));
      }
    }),
};

/** The original question: with max rates from a list of one value, every neuron gets that rate. */
export const givesTheOnlyChoice: Law = {
  id: 'seeded/one-choice',
  clause: 'randomness',
  statement: 'always gives every neuron 100 Hz if max rates are chosen from the list [100]',
  // exact values take long
  mostRuns: 30,
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(legalSeeded(implementation.largestSeed), async (drawn) => {
      const { seed, neurons, intercepts } = drawn;
      const input: SeededInput = { ...oneRate, seed, neurons, intercepts };
      const output = await capabilityOf(implementation, 'seeded')(input);
      const { maxRatesHz } = readBack(output, input, unitRoundoff[implementation.precision]);
      const holds = maxRatesHz.every(({ value, error }) => Math.abs(value - 100) <= error);
      requireThat(holds && maxRatesHz.length === input.neurons, givesTheOnlyChoice, () => ({
        expected: `${input.neurons} times 100 Hz`,
        got: maxRatesHz.map(({ value }) => value),
      }));
    }),
};

/** A choice from a list must be able to return every value of the list. */
export const choosesEveryValue: Law = {
  id: 'seeded/chooses-every-value',
  clause: 'randomness',
  statement: 'always chooses each value of a list for some neuron, given enough neurons',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(implementation.largestSeed), fc.integer({ min: 2, max: 16 }), async (seed, count) => {
      const values = Array.from({ length: count }, (_, index) => (index + 1) / 16);
      const neurons = enoughToMeetAll(count);
      const input: SeededInput = { ...oneRate, seed, neurons, initialVoltage: { kind: 'choice', values } };
      const { initialVoltage } = await capabilityOf(implementation, 'seeded')(input);
      const got = [...new Set(initialVoltage)].sort((a, b) => a - b);
      requireThat(got.join() === values.join(), choosesEveryValue, () => ({
        expected: values,
        got,
      }));
    }),
};

function isInside(distribution: Distribution, { value, error }: ReadBack): boolean {
  if (distribution.kind === 'choice') return distribution.values.some((choice) => Math.abs(value - choice) <= error);
  return value >= distribution.low - error && value <= distribution.high + error;
}

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
