import fc from 'fast-check';
import { timing } from '../../src/conformance/assumption.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { networkInput } from '../arbitraries/network.ts';
import { requireThat } from '../require.ts';
import { layerShapes, watch } from './observation.ts';
import { roundoff } from './rounding.ts';

/** Steps of the run: long enough for some twenty spikes of a fast neuron. */
const steps = 120;

/** From 1 to here a neuron fires so seldom that rounding decides whether it ever does; nothing is said about it. */
const slowestCurrent = 1.05;

/**
 * Relative error of the time between two spikes. Rounding moves the voltage at which a neuron stops by as many roundings
 * as it takes steps, and the time by that over the slope there, (J − 1)/τ_rc ≥ .05/τ_rc; 3 roundings a step, 60 steps, over .05.
 */
const roundingsOfAnInterval = (3 * 60) / 0.05;

/**
 * The picture stands still, so do the currents of the first layer. From a voltage in [0, 1) a neuron is somewhere between
 * two of its own spikes, and then fires at its rate: the number of its spikes is within one of time · rate.
 */
const firstLayerFiresAtItsRate: Law = {
  id: 'network/first-layer-fires-at-its-rate',
  claim: 'count',
  statement: 'fires each neuron of the first layer within one spike of time · rate(current)',
  needs: ['network'],
  assumes: [...timing],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ layers: [1, 1] }), async (generated) => {
      const input = { ...generated, steps };
      const [seen] = await watch(implementation, input);
      const [{ rows, columns, channels }] = layerShapes(input.architecture) as [
        { rows: number; columns: number; channels: number },
      ];
      for (let neuron = 0; neuron < rows * columns * channels; neuron++) {
        const current = seen?.currents[0]?.[neuron] ?? Number.NaN;
        if (current > 1 && current < slowestCurrent) continue;
        const expected = steps * input.dtSeconds * rateAt(current, input);
        const got = seen?.spikes.reduce((count, fired) => count + (fired[neuron] ?? Number.NaN), 0) ?? Number.NaN;
        const allowed = 1 + expected * roundingsOfAnInterval * roundoff(implementation);
        requireThat(Math.abs(got - expected) <= allowed, firstLayerFiresAtItsRate, () => ({
          where: `neuron ${neuron}`,
          expected,
          got,
        }));
      }
    }),
};

function rateAt(current: number, { architecture }: NetworkInput): number {
  const { tauRcSeconds, tauRefSeconds } = architecture.neuron;
  return current > 1 ? 1 / (tauRefSeconds + tauRcSeconds * Math.log1p(1 / (current - 1))) : 0;
}

/** What rates have to do with spikes. */
export const rateLaws: readonly Law[] = [firstLayerFiresAtItsRate];
