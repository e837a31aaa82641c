import fc from 'fast-check';
import { timing } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { standingCurrent } from '../arbitraries/current.ts';
import { refractoryLifSettings } from '../arbitraries/lif.ts';
import { firingRateHz } from '../oracles/closed-form.ts';
import { requireThat } from '../require.ts';
import { oneNeuron, run, standing, trainOf } from './neuron-run.ts';

/** Number of spikes up to the end of each step. */
const countsAt = (train: readonly number[], steps: number): number[] => {
  const fired = new Set(train);
  let count = 0;
  return Array.from({ length: steps }, (_, step) => (fired.has(step) ? ++count : count));
};

/**
 * The count law, from rest at a constant current with dt ≤ τ_ref:  |count − rate · time| < 1 at every step, not only at
 * the end. Only if it holds can spiking neurons use weights that were trained with firing rates.
 */
export const countsAsItsRate: Law = {
  id: 'lif/counts-as-its-rate',
  clause: 'count',
  statement: 'always has a spike count within one of rate × time, at every step of a constant current',
  needs: ['neuron'],
  assumes: [...timing],
  property: (implementation) =>
    fc.asyncProperty(refractoryLifSettings(), standingCurrent(), async (settings, current) => {
      const steps = 400;
      const train = trainOf(await run(implementation, oneNeuron(settings, 0, standing(current, steps))));
      const perStep = firingRateHz(current, settings) * settings.dtSeconds;
      const wrong = countsAt(train, steps).findIndex((count, step) => !(Math.abs(count - (step + 1) * perStep) < 1));
      requireThat(wrong === -1, countsAsItsRate, () => ({
        expected: new SpikeTrain(
          Array.from({ length: Math.floor(steps * perStep) }, (_, spike) => Math.ceil((spike + 1) / perStep) - 1),
          steps,
          `about ${(wrong + 1) * perStep} spikes up to step ${wrong} at current ${current}`,
        ),
        got: new SpikeTrain(train, steps, `${countsAt(train, steps)[wrong]} up to step ${wrong}`),
      }));
    }),
};
