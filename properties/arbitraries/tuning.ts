import fc from 'fast-check';
import type { TuningInput } from '../../src/conformance/implementation.ts';
import type { RateParameters } from '../../src/simulator/neuron/rate.ts';
import { longTail } from './size.ts';

/** τ_rc from 1 to 100 ms and τ_ref from 0 to 10 ms, often Nengo's defaults. */
export function rateParameters(): fc.Arbitrary<RateParameters> {
  return fc.oneof(
    { arbitrary: fc.constant({ tauRcSeconds: 0.02, tauRefSeconds: 0.002 }), weight: 1 },
    {
      arbitrary: fc.record({
        tauRcSeconds: fc.integer({ min: 1, max: 100 }).map((milliseconds) => milliseconds / 1000),
        tauRefSeconds: fc.integer({ min: 0, max: 40 }).map((quarters) => quarters / 4000),
      }),
      weight: 4,
    },
  );
}

/** Spike amplitude: those of the tutorial's sweep, powers of two, or from 0.001 to 10. */
export function rateAmplitude(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 1, max: 50 }).map((hundredths) => hundredths / 100),
    fc.integer({ min: -6, max: 3 }).map((power) => 2 ** power),
    fc.integer({ min: 1, max: 10_000 }).map((thousandths) => thousandths / 1000),
  );
}

/** Intercept: sixteenths from −4 to 15/16, Nengo's bounds −1 and 0.9, or 0. */
export function intercept(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(0, 0, -1, 0.9),
    fc.integer({ min: -64, max: 15 }).map((sixteenths) => sixteenths / 16),
  );
}

/**
 * Time from 0 to the threshold at input 1, in τ_rc, from 1/64 to 12. The max rate is then 1/(τ_ref + τ_rc · time),
 * below 1/τ_ref by construction, and the current at input 1 is between 64 and 1 + 6e-6. Gains of slower neurons lose
 * their digits, because 1 − e^z rounds to 1.
 */
export function chargeTime(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 1, max: 64 }).map((n) => n / 64),
    fc.integer({ min: 1, max: 48 }).map((n) => n / 4),
  );
}

/** Input to a neuron, from −8 to 8, with values near 0 and 1 and pixel values. */
export function inputValue(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(-1, 0, 1, 2, 10, 255),
    fc.integer({ min: -800, max: 800 }).map((hundredths) => hundredths / 100),
  );
}

/** Numbers of neurons that are tuned together. */
export const tunedTogether = { least: 1, usual: 3, most: 64 } as const;

/** One to three neurons, and one time in four up to 64, with one to four inputs. */
export function tunedNeurons(): fc.Arbitrary<TuningInput> {
  return longTail(tunedTogether).chain(tunedNeuronsOf);
}

function tunedNeuronsOf(neurons: number): fc.Arbitrary<TuningInput> {
  return fc
    .record({
      parameters: rateParameters(),
      amplitude: rateAmplitude(),
      neurons: fc.array(fc.tuple(chargeTime(), intercept()), { minLength: neurons, maxLength: neurons }),
      inputs: fc.array(inputValue(), { minLength: 1, maxLength: 4 }),
    })
    .map(({ parameters, amplitude, neurons, inputs }) => ({
      ...parameters,
      amplitude,
      maxRatesHz: neurons.map(([time]) => 1 / (parameters.tauRefSeconds + parameters.tauRcSeconds * time)),
      intercepts: neurons.map(([, intercept]) => intercept),
      inputs,
    }));
}
