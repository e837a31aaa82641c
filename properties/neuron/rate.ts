import fc from 'fast-check';
import type { Implementation, NeuronInput, TuningInput } from '../../src/conformance/implementation.ts';
import type { Tuning } from '../../src/neuron/tuning.ts';
import { startingVoltages, steadyNeuron } from '../arbitraries/steady-neuron.ts';
import { neuronInput, tuningInput } from '../arbitraries/tuning.ts';
import { type Law, offered } from '../law.ts';
import { type Decimals, decimals } from '../oracles/decimal.ts';
import { exactCurrent, exactRateHz, exactTuning, rateError } from '../oracles/rate.ts';
import { requireThat, SpikeTrain } from '../refutation.ts';
import { unitRoundoff } from '../rounding.ts';

/** The rate at any input is the closed form at the current gain · input + bias. */
export const hasRateOfClosedForm: Law = {
  id: 'rate/closed-form',
  claim: 'C2',
  statement: 'always fires at 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))) for a current J = gain · input + bias above 1',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (input) => {
      const decimal = await decimals();
      const { gain, bias, ratesHz } = await offered(implementation, 'tuning')(input);
      for (const [point, x] of input.inputs.entries()) {
        for (const neuron of input.maxRatesHz.keys()) {
          const tuning = { gain: gain[neuron] ?? Number.NaN, bias: bias[neuron] ?? Number.NaN };
          requireExactRate(decimal, implementation, input, tuning, x, ratesHz[point]?.[neuron] ?? Number.NaN);
        }
      }
    }),
};

/** The max rate is not the most that a neuron can do: that is 1/τ_ref. */
export const risesBeyondMaxRate: Law = {
  id: 'rate/rises-beyond-max-rate',
  claim: 'C2',
  statement: 'always fires faster than its max rate for inputs above 1, but never faster than 1/τ_ref',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (drawn) => {
      const input = { ...drawn, inputs: [1, 1.25, 2, 4, 16, 255] };
      const { ratesHz } = await offered(implementation, 'tuning')(input);
      // one rounding of a parameter, one of the quotient, one of the sum
      const limit = (1 / input.tauRefSeconds) * (1 + 3 * unitRoundoff[implementation.precision]);
      for (const neuron of input.maxRatesHz.keys()) {
        const rates = ratesHz.map((point) => point[neuron] ?? Number.NaN);
        const rises = rates.every((rate, point) => point === 0 || rate > (rates[point - 1] as number));
        const bounded = rates.every((rate) => rate <= limit);
        requireThat(rises && bounded, risesBeyondMaxRate.claim, risesBeyondMaxRate.statement, () => ({
          expected: `rates that rise from ${input.maxRatesHz[neuron]} Hz to at most ${1 / input.tauRefSeconds} Hz`,
          got: rates,
        }));
      }
    }),
};

/** Whoever feels more input fires no less. */
export const neverFiresLessForMore: Law = {
  id: 'rate/monotone',
  claim: 'C2',
  statement: 'never fires more slowly for a larger input',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), fc.array(neuronInput(), { minLength: 8, maxLength: 24 }), async (drawn, more) => {
      const input = { ...drawn, inputs: more.toSorted((a, b) => a - b) };
      const { ratesHz } = await offered(implementation, 'tuning')(input);
      // rounding is monotone; only the logarithm may step back, by its own error
      const shrink = 1 - 8 * unitRoundoff[implementation.precision];
      for (const neuron of input.maxRatesHz.keys()) {
        const rates = ratesHz.map((point) => point[neuron] ?? Number.NaN);
        const holds = rates.every((rate, point) => point === 0 || rate >= shrink * (rates[point - 1] as number));
        requireThat(holds, neverFiresLessForMore.claim, neverFiresLessForMore.statement, () => ({
          expected: `rates that never fall over the inputs ${input.inputs}`,
          got: rates,
        }));
      }
    }),
};

/** What a neuron sends is its rate times its amplitude, in the rate model too. */
export const sendsAmplitudeTimesRate: Law = {
  id: 'rate/sends-amplitude-times-rate',
  claim: 'C4',
  statement: 'always sends its amplitude times its firing rate',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (input) => {
      const { ratesHz, outputs } = await offered(implementation, 'tuning')({ ...input, inputs: [1, ...input.inputs] });
      // amplitude rounded once; the product once, or rate and quotient amplitude/(…) once each
      const tolerance = 4 * unitRoundoff[implementation.precision];
      const rates = ratesHz.flat();
      const sent = outputs.flat();
      const expected = rates.map((rate) => input.amplitude * rate);
      const holds =
        sent.length === rates.length &&
        expected.every((value, place) => Math.abs((sent[place] as number) - value) <= tolerance * value);
      requireThat(holds, sendsAmplitudeTimesRate.claim, sendsAmplitudeTimesRate.statement, () => ({
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
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (drawn) => {
      const input = { ...drawn, inputs: [1, ...drawn.inputs] };
      const tuning = offered(implementation, 'tuning');
      const expected = (await tuning(input)).outputs.flat().map((output) => 2 * output);
      const got = (await tuning({ ...input, amplitude: 2 * input.amplitude })).outputs.flat();
      const holds = got.length > 0 && got.every((output, place) => output === expected[place]);
      requireThat(holds, doublesWithAmplitude.claim, doublesWithAmplitude.statement, () => ({ expected, got }));
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
  const tolerance = expected === 0 ? 0 : 1.2 * rateError(current, ofCurrent, parameters, u) * expected;
  const { claim, statement } = hasRateOfClosedForm;
  requireThat(Math.abs(got - expected) <= tolerance, claim, statement, () => ({ expected, got }));
}

/** The rate is what the neuron does: its spikes are the rate times the time, to within one, at every moment. */
export const countsSpikes: Law = {
  id: 'rate/counts-spikes',
  claim: 'C2',
  statement: 'always fires, after any time, within one spike of its rate times that time',
  needs: ['tuning', 'neuron'],
  property: (implementation) =>
    fc.asyncProperty(steadyNeuron(), async ({ tuning, dtSeconds, steps }) => {
      const { gain, bias, ratesHz } = await offered(implementation, 'tuning')(tuning);
      const current = (gain[0] ?? Number.NaN) * (tuning.inputs[0] as number) + (bias[0] ?? Number.NaN);
      const rate = ratesHz[0]?.[0] ?? Number.NaN;
      const { spikes } = await offered(implementation, 'neuron')(steady(tuning, dtSeconds, steps, current));
      const train = spikes[0] ?? [];
      // the count changes at a spike only: the extremes are just before and at each
      const behind = (count: number, step: number) => Math.abs(count - step * dtSeconds * rate);
      const holds =
        train.every((step, count) => behind(count, step) < 1 && behind(count + 1, step + 1) < 1) &&
        behind(train.length, steps) < 1;
      requireThat(holds, countsSpikes.claim, countsSpikes.statement, () => ({
        expected: `${steps * dtSeconds * rate} spikes at ${rate} Hz, current ${current}`,
        got: new SpikeTrain(train, steps),
      }));
    }),
};

/**
 * A window holds whole spikes. The first comes between 0 and the charging time 1/rate − τ_ref after the start, the
 * others 1/rate apart, so in T seconds there are ⌊(T + τ_ref) · rate⌋ to ⌈T · rate⌉.
 */
export const quantisesInWindow: Law = {
  id: 'rate/quantised-in-window',
  claim: 'C12',
  statement: 'always fires, in a window of T, ⌊(T + τ_ref) · rate⌋ to ⌈T · rate⌉ spikes, wherever its voltage starts',
  needs: ['neuron'],
  property: (implementation) =>
    fc.asyncProperty(steadyNeuron(), startingVoltages(), async ({ tuning, dtSeconds, steps }, initialVoltage) => {
      const decimal = await decimals();
      const { maxRatesHz, intercepts, tauRefSeconds, inputs } = tuning;
      const response = { maxRateHz: maxRatesHz[0] as number, intercept: intercepts[0] as number };
      const current = exactCurrent(decimal, exactTuning(decimal, response, tuning), inputs[0] as number);
      const rate = exactRateHz(decimal, current, tuning);
      const run = steady(tuning, dtSeconds, steps, current.toNumber());
      const { spikes } = await offered(
        implementation,
        'neuron',
      )({
        ...run,
        initialVoltage,
        current: run.current.map(([value]) => initialVoltage.map(() => value as number)),
      });
      const seconds = steps * dtSeconds;
      const fewest = Math.floor((seconds + tauRefSeconds) * rate - edge);
      const most = Math.ceil(seconds * rate + edge);
      for (const train of spikes) {
        const holds = train.length >= fewest && train.length <= most;
        requireThat(holds, quantisesInWindow.claim, quantisesInWindow.statement, () => ({
          expected: `${fewest} to ${most} spikes at ${rate} Hz`,
          got: new SpikeTrain(train, steps),
        }));
      }
    }),
};

/**
 * How near to a whole number T · rate is taken to be on it: a spike on the edge of the window may fall on either side.
 * Rounding moves a spike by some 1e-12 of a step in float64 and 1e-3 in float32; windows have up to 400 steps.
 */
const edge = 1e-3;

export const rateLaws: readonly Law[] = [
  hasRateOfClosedForm,
  risesBeyondMaxRate,
  neverFiresLessForMore,
  sendsAmplitudeTimesRate,
  doublesWithAmplitude,
  countsSpikes,
  quantisesInWindow,
];

function steady(tuning: TuningInput, dtSeconds: number, steps: number, current: number): NeuronInput {
  const { tauRcSeconds, tauRefSeconds, amplitude } = tuning;
  return {
    ...{ dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage: 0, initialVoltage: [0] },
    current: Array.from({ length: steps }, () => [current]),
  };
}
