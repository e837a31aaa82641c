import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Implementation, TuningInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import type { Tuning } from '../../src/simulator/neuron/tuning.ts';
import { neuronInput, tuningInput } from '../arbitraries/tuning.ts';
import { type Decimals, decimal } from '../oracles/decimal.ts';
import { beyondFirstOrder, exactCurrent, exactRateHz, rateError } from '../oracles/rate.ts';
import { requireThat } from '../require.ts';
import { elementaryRoundoffs } from '../rounding.ts';
import { countsSpikes, quantisesInWindow } from './rate-spikes.ts';

/** The rate at any input is the closed form at the current gain · input + bias. */
export const hasRateOfClosedForm: Law = {
  id: 'rate/closed-form',
  claim: 'C2',
  statement: 'always fires at 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))) for a current J = gain · input + bias above 1',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (input) => {
      const { gain, bias, ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      for (const [point, x] of input.inputs.entries()) {
        for (const neuron of input.maxRatesHz.keys()) {
          const tuning = { gain: gain[neuron] ?? Number.NaN, bias: bias[neuron] ?? Number.NaN };
          requireExactRate(decimal, implementation, input, tuning, x, ratesHz[point]?.[neuron] ?? Number.NaN);
        }
      }
    }),
};

/** 1/τ_ref is exceeded by three roundings at most: of τ_ref, of the sum and of the quotient. */
const limitRoundoffs = 3;

/** The max rate is not the most that a neuron can do: that is 1/τ_ref. */
export const risesBeyondMaxRate: Law = {
  id: 'rate/rises-beyond-max-rate',
  claim: 'C2',
  statement: 'always fires faster than its max rate for inputs above 1, but never faster than 1/τ_ref',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (drawn) => {
      const input = { ...drawn, inputs: [1, 1.25, 2, 4, 16, 255] };
      const { ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      const limit = (1 / input.tauRefSeconds) * (1 + limitRoundoffs * unitRoundoff[implementation.precision]);
      for (const neuron of input.maxRatesHz.keys()) {
        const rates = ratesHz.map((point) => point[neuron] ?? Number.NaN);
        const rises = rates.every((rate, point) => point === 0 || rate > (rates[point - 1] as number));
        const bounded = rates.every((rate) => rate <= limit);
        requireThat(rises && bounded, risesBeyondMaxRate, () => ({
          expected: `rates that rise from ${input.maxRatesHz[neuron]} Hz to at most ${1 / input.tauRefSeconds} Hz`,
          got: rates,
        }));
      }
    }),
};

/**
 * How far a rate may fall back for more input, in unit roundoffs. Rounding is monotone; only the logarithm may step back,
 * by its own error in either rate, and the comparison rounds twice.
 */
const stepBackRoundoffs = 2 * elementaryRoundoffs + 2;

/** Whoever feels more input fires no less. */
export const neverFiresLessForMore: Law = {
  id: 'rate/monotone',
  claim: 'C2',
  statement: 'never fires more slowly for a larger input',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), fc.array(neuronInput(), { minLength: 8, maxLength: 24 }), async (drawn, more) => {
      const input = { ...drawn, inputs: more.toSorted((a, b) => a - b) };
      const { ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      const shrink = 1 - stepBackRoundoffs * unitRoundoff[implementation.precision];
      for (const neuron of input.maxRatesHz.keys()) {
        const rates = ratesHz.map((point) => point[neuron] ?? Number.NaN);
        const holds = rates.every((rate, point) => point === 0 || rate >= shrink * (rates[point - 1] as number));
        requireThat(holds, neverFiresLessForMore, () => ({
          expected: `rates that never fall over the inputs ${input.inputs}`,
          got: rates,
        }));
      }
    }),
};

/** Amplitude, rate and product are each rounded once, or the quotient amplitude/(…) and its parts: four roundings. */
const sentRoundoffs = 4;

/** What a neuron sends is its rate times its amplitude, in the rate model too. */
export const sendsAmplitudeTimesRate: Law = {
  id: 'rate/sends-amplitude-times-rate',
  claim: 'C4',
  statement: 'always sends its amplitude times its firing rate',
  needs: ['tuning'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (input) => {
      const { ratesHz, outputs } = await capabilityOf(
        implementation,
        'tuning',
      )({ ...input, inputs: [1, ...input.inputs] });
      const tolerance = sentRoundoffs * unitRoundoff[implementation.precision];
      const rates = ratesHz.flat();
      const sent = outputs.flat();
      const expected = rates.map((rate) => input.amplitude * rate);
      const holds =
        sent.length === rates.length &&
        expected.every((value, place) => Math.abs((sent[place] as number) - value) <= tolerance * value);
      requireThat(holds, sendsAmplitudeTimesRate, () => ({
        expected,
        got: sent,
      }));
    }),
};

/** Doubling is exact in binary arithmetic. */
export const doublesWithAmplitude: Law = {
  id: 'rate/doubles-with-amplitude',
  claim: 'C4',
  statement: 'always sends exactly twice as much at twice the amplitude',
  needs: ['tuning'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (drawn) => {
      const input = { ...drawn, inputs: [1, ...drawn.inputs] };
      const tuning = capabilityOf(implementation, 'tuning');
      const expected = (await tuning(input)).outputs.flat().map((output) => 2 * output);
      const got = (await tuning({ ...input, amplitude: 2 * input.amplitude })).outputs.flat();
      const holds = got.length > 0 && got.every((output, place) => output === expected[place]);
      requireThat(holds, doublesWithAmplitude, () => ({ expected, got }));
    }),
};

/** The current is rounded three times on its way from gain, input and bias; within reach of 1 either side is right. */
function requireExactRate(
  decimal: Decimals,
  { precision }: Implementation,
  parameters: TuningInput,
  tuning: Tuning,
  input: number,
  got: number,
): void {
  const u = unitRoundoff[precision];
  const exact = exactCurrent(decimal, tuning, input);
  const current = exact.toNumber();
  const ofCurrent = u * (3 * Math.abs(tuning.gain * input) + Math.abs(tuning.bias) + Math.abs(current));
  // where rounding reaches a tenth of the way to the threshold, first order says nothing
  if (Math.abs(current - 1) <= 10 * ofCurrent) return;
  const expected = exactRateHz(decimal, exact, parameters);
  const tolerance = expected === 0 ? 0 : beyondFirstOrder * rateError(current, ofCurrent, parameters, u) * expected;
  requireThat(Math.abs(got - expected) <= tolerance, hasRateOfClosedForm, () => ({ expected, got }));
}

/** What a firing rate is and how it goes with input and amplitude, in reading order. */
export const rateLaws: readonly Law[] = [
  hasRateOfClosedForm,
  risesBeyondMaxRate,
  neverFiresLessForMore,
  sendsAmplitudeTimesRate,
  doublesWithAmplitude,
  countsSpikes,
  quantisesInWindow,
];
