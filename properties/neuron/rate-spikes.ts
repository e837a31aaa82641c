import fc from 'fast-check';
import { timing } from '../../src/conformance/assumption.ts';
import type { NeuronInput, TuningInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { exactCurrent, exactRateHz, exactTuning } from '../oracles/rate.ts';
import { requireThat } from '../require.ts';

/**
 * A window contains a whole number of spikes, so short runs quantize the rate. The first spike comes 0 to 1/rate −
 * τ_ref after the start, and the others follow every 1/rate. So T seconds contain ⌊(T + τ_ref) · rate⌋ to ⌈T · rate⌉
 * spikes.
 */
export const quantizesInWindow: Law = {
  id: 'rate/quantised-in-window',
  clause: 'count',
  statement: 'always fires ⌊(T + τ_ref) · rate⌋ to ⌈T · rate⌉ spikes in a window of T, from any initial voltage',
  needs: ['neuron'],
  assumes: [...timing],
  property: (implementation) =>
    fc.asyncProperty(steadyNeuron(), startingVoltages(), async ({ tuning, dtSeconds, steps }, initialVoltage) => {
      const { maxRatesHz, intercepts, tauRefSeconds, inputs } = tuning;
      const response = { maxRateHz: maxRatesHz[0] as number, intercept: intercepts[0] as number };
      const current = exactCurrent(exactTuning(response, tuning), inputs[0] as number);
      const rate = exactRateHz(current, tuning);
      const run = steady(tuning, dtSeconds, steps, current.toNumber());
      const currents = run.current.map(([value]) => initialVoltage.map(() => value as number));
      const { spikes } = await capabilityOf(implementation, 'neuron')({ ...run, initialVoltage, current: currents });
      const seconds = steps * dtSeconds;
      const fewest = Math.floor((seconds + tauRefSeconds) * rate - edge);
      const most = Math.ceil(seconds * rate + edge);
      for (const train of spikes) {
        const holds = train.length >= fewest && train.length <= most;
        requireThat(holds, quantizesInWindow, () => ({
          expected: `${fewest} to ${most} spikes at ${rate} Hz`,
          got: new SpikeTrain(train, steps),
        }));
      }
    }),
};

/**
 * If T · rate is this close to a whole number, it is treated as one: a spike at the edge of the window may fall on
 * either side. Rounding moves a spike by about 1e-12 of a step in float64 and 1e-3 in float32, in windows of up to 400
 * steps.
 */
const edge = 1e-3;

function steady(tuning: TuningInput, dtSeconds: number, steps: number, current: number): NeuronInput {
  const { tauRcSeconds, tauRefSeconds, amplitude } = tuning;
  return {
    ...{ dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage: 0, initialVoltage: [0] },
    current: Array.from({ length: steps }, () => [current]),
  };
}

/** A neuron at a constant input for some time. */
interface SteadyNeuron {
  /** One neuron, one input. */
  readonly tuning: TuningInput;
  readonly dtSeconds: number;
  readonly steps: number;
}

/**
 * A neuron at a constant input for up to 400 steps. By construction dt ≤ τ_ref, and the current is 1.002 or more
 * because the neuron charges for at most 6 τ_rc. Under these conditions a count is within one of rate × time.
 */
function steadyNeuron(): fc.Arbitrary<SteadyNeuron> {
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
function startingVoltages(): fc.Arbitrary<number[]> {
  const voltage = fc.integer({ min: 0, max: 15 }).map((sixteenths) => sixteenths / 16);
  return fc.array(voltage, { minLength: 1, maxLength: 8 });
}
