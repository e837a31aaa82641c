import fc from 'fast-check';
import { timing } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { excitingCurrent } from '../arbitraries/current.ts';
import { lifInput, refractoryLifSettings } from '../arbitraries/lif.ts';
import { firingRateHz, secondsToOne } from '../oracles/closed-form.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import {
  oneNeuron,
  requireTrain,
  run,
  standing,
  thresholdRounding,
  trainOf,
  voltagesOf,
  within,
} from './neuron-run.ts';

/**
 * The excess over the threshold is lost. A neuron that preserves it fires more often, especially at large currents.
 */
export const resetsToZero: Law = {
  id: 'lif/resets-to-zero',
  clause: 'reset',
  statement: 'always has a voltage of zero, to one rounding of the threshold, at the end of the step of a spike',
  needs: ['neuron'],
  assumes: ['reset', 'resetTime', 'shownVoltage', 'spikeDelaySteps'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), async (input) => {
      const got = await run(implementation, input);
      const allowed = thresholdRounding(implementation);
      for (const neuron of input.initialVoltage.keys()) {
        const voltages = voltagesOf(got, neuron);
        const train = trainOf(got, neuron);
        const wrong = voltages && train.find((step) => !(Math.abs(voltages[step] as number) <= allowed));
        requireThat(wrong === undefined, resetsToZero, () => ({
          expected: new SpikeTrain(train, input.current.length, `voltage 0${within(allowed)} after step ${wrong}`),
          got: new SpikeTrain(train, input.current.length, `voltage ${voltages?.[wrong ?? 0]} after step ${wrong}`),
        }));
      }
    }),
};

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
