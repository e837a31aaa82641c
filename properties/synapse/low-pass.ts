import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { filteredSignal, lowPassParameters, signal } from '../arbitraries/signal.ts';
import { decimal } from '../oracles/decimal.ts';
import { exactLowPass, exactStepResponse, lowPassError } from '../oracles/low-pass.ts';
import { requireThat } from '../require.ts';
import { refusesImpossibleFilter } from './low-pass-refusal.ts';

/** All of the rule at once: kept share, taken share, start at 0, and the lag that the implementation states. */
export const followsRule: Law = {
  id: 'low-pass/rule',
  claim: 'C12',
  statement: 'always shows y ← a · y + (1 − a) · x, a = e^(−dt/τ), from y = 0, as many steps late as it says',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), async (input) => {
      const { filtered, lagSteps } = await capabilityOf(implementation, 'synapse')(input);
      const expected = exactLowPass(decimal, input.signal, input, lagSteps);
      const tolerance = lowPassError(input, largest(input.signal), unitRoundoff[implementation.precision]);
      requireThat(near(filtered, expected, tolerance), followsRule, () => ({
        expected,
        got: filtered,
      }));
    }),
};

/** A filtered probe sees an input one step after it came, so the last input of a run is never seen. */
export const lagsOneStep: Law = {
  id: 'low-pass/lags-one-step',
  claim: 'C12',
  statement: 'always shows the last input but one, and never the last',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), fc.integer({ min: 1, max: 16 }), async (input, change) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const shown = async (signal: readonly number[]) => (await synapse({ ...input, signal })).filtered.at(-1);
      const changedAt = (place: number) => input.signal.map((x, step) => (step === place ? x + change : x));
      const last = input.signal.length - 1;
      const expected = await shown(input.signal);
      const blind = await shown(changedAt(last));
      const seeing = await shown(changedAt(last - 1));
      requireThat(blind === expected && seeing !== expected, lagsOneStep, () => ({
        expected: `${expected} at the end whatever the last input, another if the one before it changes`,
        got: `${blind} with another last input, ${seeing} with another one before`,
      }));
    }),
};

/** A signal that has been 1 for t seconds comes out as 1 − e^(−t/τ): after 30 ms of τ = .1 s as 26 %. */
export const answersStep: Law = {
  id: 'low-pass/step-response',
  claim: 'C12',
  statement: 'always has covered 1 − e^(−t/τ) of a step after t',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(lowPassParameters(), fc.integer({ min: 2, max: 60 }), async (parameters, steps) => {
      const input = { ...parameters, signal: Array(steps).fill(1) };
      const { filtered, lagSteps } = await capabilityOf(implementation, 'synapse')(input);
      const expected = Array.from({ length: steps }, (_, step) =>
        exactStepResponse(decimal, Math.max(step + 1 - lagSteps, 0), parameters),
      );
      const tolerance = lowPassError(parameters, 1, unitRoundoff[implementation.precision]);
      requireThat(near(filtered, expected, tolerance), answersStep, () => ({
        expected,
        got: filtered,
      }));
    }),
};

/** A filter neither gains nor loses: what stays the same long enough comes out as it went in. */
export const passesConstants: Law = {
  id: 'low-pass/unit-gain',
  claim: 'C12',
  statement: 'always ends at a constant input, rising to it without turning back',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 800 }), async (stepsOfTau, eighths) => {
      const level = eighths / 8;
      const parameters = { dtSeconds: 0.001, tauSeconds: stepsOfTau / 1000 };
      // e^(−40) is 4e-18, less than a rounding
      const { filtered } = await capabilityOf(
        implementation,
        'synapse',
      )({
        ...parameters,
        signal: Array(40 * stepsOfTau + 3).fill(level),
      });
      const rises = filtered.every((value, step) => step === 0 || value >= (filtered[step - 1] as number));
      const tolerance = lowPassError(parameters, level, unitRoundoff[implementation.precision]);
      const arrives = Math.abs((filtered.at(-1) ?? Number.NaN) - level) <= tolerance;
      requireThat(rises && arrives, passesConstants, () => ({
        expected: `values that rise from 0 to ${level}`,
        got: filtered,
      }));
    }),
};

/** A filter is linear, so it does not matter whether a spike is scaled before it or after. */
export const commutesWithAmplitude: Law = {
  id: 'low-pass/commutes-with-amplitude',
  claim: 'C12',
  statement: 'always filters a signal scaled by a power of two to exactly the scaled result',
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

/** Two signals do not disturb each other. */
export const superposes: Law = {
  id: 'low-pass/superposes',
  claim: 'C12',
  statement: 'always filters a sum of signals to the sum of what it makes of each',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(filteredSignal(), signal(), async (one, drawn) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const other = { ...one, signal: one.signal.map((_, step) => drawn[step % drawn.length] as number) };
      const sum = (a: readonly number[], b: readonly number[]) => a.map((value, step) => value + (b[step] as number));
      const expected = sum((await synapse(one)).filtered, (await synapse(other)).filtered);
      const got = (await synapse({ ...one, signal: sum(one.signal, other.signal) })).filtered;
      // each of the three runs rounds; the largest is at most the two together
      const size = largest(one.signal) + largest(other.signal);
      const tolerance = 3 * lowPassError(one, size, unitRoundoff[implementation.precision]);
      requireThat(near(got, expected, tolerance), superposes, () => ({ expected, got }));
    }),
};

/** What comes later comes out later, and is the same. */
export const isTimeInvariant: Law = {
  id: 'low-pass/time-invariant',
  claim: 'C12',
  statement: 'always filters a signal that comes later to the same values, exactly, as much later',
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

/** What a low-pass does, in reading order. */
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
