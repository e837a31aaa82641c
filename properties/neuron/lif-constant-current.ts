import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { excitingCurrent, standingCurrent } from '../arbitraries/current.ts';
import { refractoryLifSettings } from '../arbitraries/lif.ts';
import { timing } from '../assumptions.ts';
import { firingRateHz, secondsToOne } from '../oracles/closed-form.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import { oneNeuron, requireTrain, run, standing, trainOf } from './neuron-run.ts';

/**
 * At a constant current, the spike times of the equations lie between steps. The grid loses none of them as long as the
 * refractory period covers the rest of the step of a spike.
 */
export const everySpikeOnTime: Law = {
  id: 'lif/every-spike-on-time',
  clause: 'refractory',
  statement: 'always fires every τ_ref + τ_rc · ln(1 + 1/(J − 1)) seconds, without drift',
  needs: ['neuron'],
  assumes: [...timing],
  property: (implementation) =>
    fc.asyncProperty(refractoryLifSettings(), excitingCurrent(), async (settings, current) => {
      const { dtSeconds, tauRcSeconds } = settings;
      const input = oneNeuron(settings, 0, standing(current, 200));
      // only up to the step in which rounding could decide whether a neuron fires
      const { comparableSteps } = predict(input, 0, implementation.precision);
      const first = secondsToOne(0, current, tauRcSeconds) / dtSeconds;
      const interval = 1 / (firingRateHz(current, settings) * dtSeconds);
      const moments = Array.from({ length: Math.ceil(200 / interval) }, (_, spike) => first + spike * interval);
      const expected = moments.map((moment) => Math.ceil(moment) - 1).filter((step) => step < comparableSteps);
      const got = trainOf(await run(implementation, input)).filter((step) => step < comparableSteps);
      requireTrain(everySpikeOnTime, expected, got, comparableSteps, `every ${interval} steps`);
    }),
};

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
