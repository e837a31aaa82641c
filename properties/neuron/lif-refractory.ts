import fc from 'fast-check';
import { timing } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { excitingCurrent, strongCurrent } from '../arbitraries/current.ts';
import { lifInput, lifSettings, refractoryLifSettings } from '../arbitraries/lif.ts';
import { firingRateHz, secondsToOne, tutorialCurrent } from '../oracles/closed-form.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import {
  oneNeuron,
  requireTrain,
  run,
  standing,
  thresholdRounding,
  trainOf,
  tutorialSettings,
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

/** One step more or less of refractory period changes every rate: at 200 Hz, by a fifth. */
export const silentWhileRefractory: Law = {
  id: 'lif/silent-while-refractory',
  clause: 'refractory',
  statement: 'never fires again before its refractory period is over',
  needs: ['neuron'],
  // if a step is as long as τ_rc, other integrators overshoot the current, and their spike times lie outside the step
  assumes: ['integrator', 'inputScale', 'reset', 'refractory', 'spikesPerStep'],
  property: (implementation) =>
    fc.asyncProperty(lifSettings(), strongCurrent(), async (settings, current) => {
      const steps = 60;
      const train = trainOf(await run(implementation, oneNeuron(settings, 0, standing(current, steps))));
      // both spikes lie somewhere in their steps, so the steps together must be longer than the refractory period
      const refractorySteps = settings.tauRefSeconds / settings.dtSeconds;
      const early = train.find((step, index) => index > 0 && !(step - (train[index - 1] ?? 0) + 1 > refractorySteps));
      requireThat(early === undefined, silentWhileRefractory, () => ({
        expected: new SpikeTrain(
          train.filter((step) => step !== early),
          steps,
          `refractory for ${refractorySteps} steps`,
        ),
        got: new SpikeTrain(train, steps, `a spike in step ${early}`),
      }));
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

/**
 * The max rate is the rate at input 1: 100 Hz in the tutorial network. The upper limit is 1/τ_ref, 500 Hz. In
 * 500 steps a neuron of 100 Hz fires at most 51 times. At input 1.25 it fires at 116 Hz.
 */
export const maximumRateIsNoLimit: Law = {
  id: 'lif/maximum-rate-is-no-limit',
  clause: 'count',
  statement: 'always fires faster than its max rate for an input above one, but never faster than 1/τ_ref',
  needs: ['neuron'],
  assumes: [...timing],
  property: (implementation) =>
    fc.asyncProperty(
      fc.oneof(
        fc.integer({ min: 5, max: 40 }).map((quarters) => quarters / 4),
        fc.constantFrom(100, 4000),
      ),
      async (x) => {
        const steps = 500;
        const got = await run(implementation, oneNeuron(tutorialSettings, 0, standing(tutorialCurrent(x), steps)));
        const train = trainOf(got);
        const most = steps / 2;
        requireThat(train.length > 51 && train.length <= most, maximumRateIsNoLimit, () => ({
          expected: new SpikeTrain([], steps, `52 to ${most} spikes at input ${x}`),
          got: new SpikeTrain(train, steps),
        }));
      },
    ),
};
