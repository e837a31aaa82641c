import fc from 'fast-check';
import { timing } from '../../src/conformance/assumption.ts';
import type { NeuronInput, TuningInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { startingVoltages, steadyNeuron } from '../arbitraries/steady-neuron.ts';
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
