import fc from 'fast-check';
import type { TuningInput } from '../../src/conformance/implementation.ts';

/** A neuron at a constant input for some time. */
export interface SteadyNeuron {
  /** One neuron, one input. */
  readonly tuning: TuningInput;
  readonly dtSeconds: number;
  readonly steps: number;
}

/**
 * A neuron at a constant input for up to 400 steps. By construction dt ≤ τ_ref, and the current is 1.002 or more
 * because the neuron charges for at most 6 τ_rc. Under these conditions a count is within one of rate × time.
 */
export function steadyNeuron(): fc.Arbitrary<SteadyNeuron> {
  return fc
    .record({
      halvesPerStep: fc.constantFrom(1, 2),
      tauRcSeconds: fc.integer({ min: 5, max: 40 }).map((milliseconds) => milliseconds / 1000),
      tauRefSeconds: fc.integer({ min: 4, max: 20 }).map((quarters) => quarters / 4000),
      chargeTime: fc.oneof(
        fc.integer({ min: 1, max: 32 }).map((n) => n / 64),
        fc.integer({ min: 2, max: 24 }).map((n) => n / 4),
      ),
      intercept: fc.integer({ min: -16, max: 14 }).map((sixteenths) => sixteenths / 16),
      input: fc.oneof(
        fc.constant(1),
        fc.integer({ min: 100, max: 800 }).map((hundredths) => hundredths / 100),
      ),
      steps: fc.integer({ min: 30, max: 400 }),
    })
    .map(({ halvesPerStep, chargeTime, intercept, input, steps, ...parameters }) => ({
      tuning: {
        ...parameters,
        amplitude: 0.01,
        maxRatesHz: [1 / (parameters.tauRefSeconds + parameters.tauRcSeconds * chargeTime)],
        intercepts: [intercept],
        inputs: [input],
      },
      dtSeconds: halvesPerStep / 2000,
      steps,
    }));
}

/** Initial voltages of one to eight neurons: sixteenths from 0 to 15/16. */
export function startingVoltages(): fc.Arbitrary<number[]> {
  const voltage = fc.integer({ min: 0, max: 15 }).map((sixteenths) => sixteenths / 16);
  return fc.array(voltage, { minLength: 1, maxLength: 8 });
}
