import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Implementation, TuningInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import type { Tuning } from '../../src/simulator/neuron/tuning.ts';
import { legalTuning } from '../arbitraries/legal-tuning.ts';
import { firingRateHz } from '../oracles/closed-form.ts';
import { beyondFirstOrder, exactCurrent, exactRateHz, rateError } from '../oracles/rate.ts';
import { requireThat } from '../require.ts';

/** rate = 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))). Networks are trained with it and must run at it. */
export const hasClosedFormRate: Law = {
  id: 'rate/closed-form',
  clause: 'rate',
  statement: 'always fires at 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))) for a current J = gain · input + bias above 1',
  needs: ['tuning'],
  times: 8,
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (input) => {
      const { gain, bias, ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      for (const [point, x] of input.inputs.entries()) {
        for (const neuron of input.maxRatesHz.keys()) {
          const tuning = { gain: gain[neuron] ?? Number.NaN, bias: bias[neuron] ?? Number.NaN };
          requireExactRate(implementation, input, tuning, x, ratesHz[point]?.[neuron] ?? Number.NaN);
        }
      }
    }),
};

/** Roundings by which a rate may exceed 1/τ_ref: of τ_ref, of the sum and of the quotient. */
const limitRoundoffs = 3;

/** The max rate is not a limit. The limit is 1/τ_ref. */
export const risesBeyondMaxRate: Law = {
  id: 'rate/rises-beyond-max-rate',
  clause: 'rate',
  statement: 'always fires faster than its max rate for inputs above 1, but never faster than 1/τ_ref',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (drawn) => {
      const input = { ...drawn, inputs: [1, 255] };
      const { ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      const limit = (1 / input.tauRefSeconds) * (1 + limitRoundoffs * unitRoundoff[implementation.precision]);
      for (const neuron of input.maxRatesHz.keys()) {
        const [atOne = Number.NaN, beyond = Number.NaN] = ratesHz.map((point) => point[neuron]);
        requireThat(atOne < beyond && beyond <= limit, risesBeyondMaxRate, () => ({
          expected: `rates that rise from ${input.maxRatesHz[neuron]} Hz to at most ${1 / input.tauRefSeconds} Hz`,
          got: [atOne, beyond],
        }));
      }
    }),
};

/**
 * Amplitude, rate and product are each rounded once. So are the quotient amplitude/(…) and its parts: four roundings. A
 * program may compute rate and output apart, each with the error of a rate.
 */
const sentRoundoffs = 4;

/** Rate neurons scale their output by the amplitude as spiking neurons do. */
export const sendsAmplitudeTimesRate: Law = {
  id: 'rate/sends-amplitude-times-rate',
  clause: 'rate-network',
  statement: 'always sends its amplitude times its firing rate',
  needs: ['tuning'],
  assumes: ['amplitude'],
  times: 12,
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (drawn) => {
      const input = { ...drawn, inputs: [1, ...drawn.inputs] };
      const { gain, bias, ratesHz, outputs } = await capabilityOf(implementation, 'tuning')(input);
      for (const [point, x] of input.inputs.entries()) {
        for (const neuron of input.maxRatesHz.keys()) {
          const tuning = { gain: gain[neuron] ?? Number.NaN, bias: bias[neuron] ?? Number.NaN };
          const ofRate = rateAllowed(implementation, input, tuning, x);
          if (ofRate === undefined) continue;
          const expected = input.amplitude * (ratesHz[point]?.[neuron] ?? Number.NaN);
          const got = outputs[point]?.[neuron] ?? Number.NaN;
          const relative = 2 * ofRate.allowed + sentRoundoffs * unitRoundoff[implementation.precision];
          requireThat(Math.abs(got - expected) <= relative * expected, sendsAmplitudeTimesRate, () => ({
            expected,
            got,
          }));
        }
      }
    }),
};

/** Doubling is exact in binary arithmetic. */
export const doublesWithAmplitude: Law = {
  id: 'rate/doubles-with-amplitude',
  clause: 'rate-network',
  statement: 'always sends exactly twice as much at twice the amplitude',
  needs: ['tuning'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (drawn) => {
      const input = { ...drawn, inputs: [1, ...drawn.inputs] };
      const tuning = capabilityOf(implementation, 'tuning');
      const expected = (await tuning(input)).outputs.flat().map((output) => 2 * output);
      const got = (await tuning({ ...input, amplitude: 2 * input.amplitude })).outputs.flat();
      const holds = got.length > 0 && got.every((output, index) => output === expected[index]);
      requireThat(holds, doublesWithAmplitude, () => ({ expected, got }));
    }),
};

/** First-order error analysis fails where rounding reaches a tenth of the distance to the threshold. */
const reachOfFirstOrder = 10;

/**
 * The rate at an input in float64, the error of its current, and the relative error allowed. Gain, input and bias round
 * the current three times. Where that could move it across 1, either side is correct, and the result is undefined.
 */
function rateAllowed({ precision }: Implementation, parameters: TuningInput, { gain, bias }: Tuning, input: number) {
  const u = unitRoundoff[precision];
  const current = gain * input + bias;
  const ofCurrent = u * (3 * Math.abs(gain * input) + Math.abs(bias) + Math.abs(current));
  if (Math.abs(current - 1) <= reachOfFirstOrder * ofCurrent) return undefined;
  const near = firingRateHz(current, parameters);
  return { current, near, allowed: near === 0 ? 0 : beyondFirstOrder * rateError(current, ofCurrent, parameters, u) };
}

function requireExactRate(
  implementation: Implementation,
  parameters: TuningInput,
  tuning: Tuning,
  input: number,
  got: number,
): void {
  const rate = rateAllowed(implementation, parameters, tuning, input);
  if (rate === undefined) return;
  const { current, near, allowed } = rate;
  const own = unitRoundoff.float64;
  const ofNear = rateError(current, own * (Math.abs(tuning.gain * input) + Math.abs(current)), parameters, own);
  // exact values take long, and are rarely needed
  if (near > 0 && Math.abs(got - near) <= (allowed - beyondFirstOrder * ofNear) * near) return;
  const expected = near > 0 ? exactRateHz(exactCurrent(tuning, input), parameters) : 0;
  requireThat(Math.abs(got - expected) <= allowed * expected, hasClosedFormRate, () => ({ expected, got }));
}

export const rateLaws: readonly Law[] = [
  hasClosedFormRate,
  risesBeyondMaxRate,
  sendsAmplitudeTimesRate,
  doublesWithAmplitude,
];
