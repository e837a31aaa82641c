import fc from 'fast-check';
import { log1p } from '../../src/base/elementary.ts';
import { timing } from '../../src/conformance/assumption.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { smallNetwork } from '../arbitraries/network.ts';
import { requireThat } from '../require.ts';
import { layerShapes, recordLayers } from './observation.ts';
import { roundoff } from './rounding.ts';

/** Enough steps for about twenty spikes of a fast neuron. */
const steps = 120;

/** Between 1 and this current a neuron fires so rarely that rounding decides whether it fires at all. */
const slowestCurrent = 1.05;

/**
 * Relative error of the time between two spikes. Rounding moves the final voltage by 3 roundings per step over at most
 * 60 steps. The time changes by that divided by the slope, (J − 1)/τ_rc ≥ 0.05/τ_rc.
 */
const roundingsOfAnInterval = (3 * 60) / 0.05;

/**
 * The image is constant, and so are the currents of the first layer. A neuron that starts in [0, 1) is between two of
 * its own spikes and fires at its rate from there:  |count − rate · time| < 1.
 */
const firstLayerFiresAtItsRate: Law = {
  id: 'network/first-layer-fires-at-its-rate',
  clause: 'count',
  statement: 'always has spike counts in the first layer within one of rate × time',
  needs: ['network'],
  assumes: [...timing],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ layers: [1, 1] }), async (generated) => {
      const input = { ...generated, steps };
      const [record] = await recordLayers(implementation, input);
      const [{ rows, columns, channels }] = layerShapes(input.architecture) as [
        { rows: number; columns: number; channels: number },
      ];
      for (let neuron = 0; neuron < rows * columns * channels; neuron++) {
        const current = record?.currents[0]?.[neuron] ?? Number.NaN;
        if (current > 1 && current < slowestCurrent) continue;
        const expected = steps * input.dtSeconds * rateAt(current, input);
        const got = record?.spikes.reduce((count, fired) => count + (fired[neuron] ?? Number.NaN), 0) ?? Number.NaN;
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
  return current > 1 ? 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / (current - 1))) : 0;
}

export const networkRateLaws: readonly Law[] = [firstLayerFiresAtItsRate];
