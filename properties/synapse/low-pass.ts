import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { filteredSignal, lowPassParameters, signal } from '../arbitraries/signal.ts';
import { exactLowPass, exactStepResponse, lowPassError } from '../oracles/low-pass.ts';
import { requireThat } from '../require.ts';
import { refusesImpossibleFilter } from './low-pass-refusal.ts';

/** The whole rule: both coefficients, the initial value 0, and the lag that the implementation states. */
export const followsRule: Law = {
  id: 'low-pass/rule',
  clause: 'low-pass',
  statement: 'always follows y ← a · y + (1 − a) · x, a = e^(−dt/τ), from y = 0, with the lag that it states',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), async (input) => {
      const { filtered, lagSteps } = await capabilityOf(implementation, 'synapse')(input);
      const expected = exactLowPass(input.signal, input, lagSteps);
      const tolerance = lowPassError(input, largest(input.signal), unitRoundoff[implementation.precision]);
      requireThat(near(filtered, expected, tolerance), followsRule, () => ({
        expected,
        got: filtered,
      }));
    }),
};

/** A filtered probe shows an input one step later, so the last input of a run never counts. */
export const lagsOneStep: Law = {
  id: 'low-pass/lags-one-step',
  clause: 'low-pass',
  statement: 'always shows its input one step late, so the last input of a run has no effect',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), fc.integer({ min: 1, max: 16 }), async (input, change) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const shown = async (signal: readonly number[]) => (await synapse({ ...input, signal })).filtered.at(-1);
      const changedAt = (index: number) => input.signal.map((x, step) => (step === index ? x + change : x));
      const last = input.signal.length - 1;
      const expected = await shown(input.signal);
      const blind = await shown(changedAt(last));
      const seeing = await shown(changedAt(last - 1));
      requireThat(blind === expected && seeing !== expected, lagsOneStep, () => ({
        expected: `${expected} at the end for any last input, another value if the input before it changes`,
        got: `${blind} for another last input, ${seeing} for another input before it`,
      }));
    }),
};

/** For a signal that has been 1 for t seconds: 1 − e^(−t/τ), so 26 % after 30 ms with τ = 0.1 s. */
export const answersStep: Law = {
  id: 'low-pass/step-response',
  clause: 'low-pass',
  statement: 'always reaches 1 − e^(−t/τ) of a step within t seconds',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(lowPassParameters(), fc.integer({ min: 2, max: 60 }), async (parameters, steps) => {
      const input = { ...parameters, signal: Array(steps).fill(1) };
      const { filtered, lagSteps } = await capabilityOf(implementation, 'synapse')(input);
      const expected = Array.from({ length: steps }, (_, step) =>
        exactStepResponse(Math.max(step + 1 - lagSteps, 0), parameters),
      );
      const tolerance = lowPassError(parameters, 1, unitRoundoff[implementation.precision]);
      requireThat(near(filtered, expected, tolerance), answersStep, () => ({
        expected,
        got: filtered,
      }));
    }),
};

/** A filter with another gain would make all read-outs too large or too small. */
export const passesConstants: Law = {
  id: 'low-pass/unit-gain',
  clause: 'low-pass',
  statement: 'always converges to a constant input, without ever decreasing on the way up',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 800 }), async (stepsOfTau, eighths) => {
      const level = eighths / 8;
      const parameters = { dtSeconds: 0.001, tauSeconds: stepsOfTau / 1000 };
      // e^(−40) is 4e-18, less than a roundoff
      const signal = Array<number>(40 * stepsOfTau + 3).fill(level);
      const { filtered } = await capabilityOf(implementation, 'synapse')({ ...parameters, signal });
      const rises = filtered.every((value, step) => step === 0 || value >= (filtered[step - 1] as number));
      const tolerance = lowPassError(parameters, level, unitRoundoff[implementation.precision]);
      const arrives = Math.abs((filtered.at(-1) ?? Number.NaN) - level) <= tolerance;
      requireThat(rises && arrives, passesConstants, () => ({
        expected: `values that rise from 0 to ${level}`,
        got: filtered,
      }));
    }),
};

/** A filter is linear, so a spike can be scaled before or after it. */
export const commutesWithAmplitude: Law = {
  id: 'low-pass/commutes-with-amplitude',
  clause: 'low-pass',
  statement: 'always gives an exactly scaled result for a signal scaled by a power of two',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), fc.integer({ min: -8, max: 8 }), async (input, power) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const scale = (values: readonly number[]) => values.map((value) => value * 2 ** power);
      const expected = scale((await synapse(input)).filtered);
      const got = (await synapse({ ...input, signal: scale(input.signal) })).filtered;
      requireThat(near(got, expected, 0), commutesWithAmplitude, () => ({
        expected,
        got,
      }));
    }),
};

/** Inputs from different neurons do not influence each other in the filter. */
export const superposes: Law = {
  id: 'low-pass/superposes',
  clause: 'low-pass',
  statement: 'always filters the sum of two signals to the sum of the filtered signals',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), signal(), async (one, drawn) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const other = { ...one, signal: one.signal.map((_, step) => drawn[step % drawn.length] as number) };
      const sum = (a: readonly number[], b: readonly number[]) => a.map((value, step) => value + (b[step] as number));
      const expected = sum((await synapse(one)).filtered, (await synapse(other)).filtered);
      const got = (await synapse({ ...one, signal: sum(one.signal, other.signal) })).filtered;
      // each of the three runs is rounded, and no value exceeds the sum of the two largest ones
      const size = largest(one.signal) + largest(other.signal);
      const tolerance = 3 * lowPassError(one, size, unitRoundoff[implementation.precision]);
      requireThat(near(got, expected, tolerance), superposes, () => ({ expected, got }));
    }),
};

/** Otherwise a result would depend on when the signal begins. */
export const isTimeInvariant: Law = {
  id: 'low-pass/time-invariant',
  clause: 'low-pass',
  statement: 'always filters a delayed signal to exactly the delayed result',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), fc.integer({ min: 1, max: 20 }), async (input, later) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const silence = Array<number>(later).fill(0);
      const expected = [...silence, ...(await synapse(input)).filtered];
      const got = (await synapse({ ...input, signal: [...silence, ...input.signal] })).filtered;
      requireThat(near(got, expected, 0), isTimeInvariant, () => ({ expected, got }));
    }),
};

function largest(signal: readonly number[]): number {
  return Math.max(...signal.map(Math.abs));
}

function near(got: readonly number[], expected: readonly number[], tolerance: number): boolean {
  return (
    got.length === expected.length &&
    got.every((value, step) => Math.abs(value - (expected[step] as number)) <= tolerance)
  );
}

/** The laws of a low-pass filter, in reading order. */
export const lowPassLaws: readonly Law[] = [
  followsRule,
  lagsOneStep,
  answersStep,
  passesConstants,
  commutesWithAmplitude,
  superposes,
  isTimeInvariant,
  refusesImpossibleFilter,
];
