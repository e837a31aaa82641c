import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { amplitude, initialVoltage, lifInput, lifSettings } from '../arbitraries/lif.ts';
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
 * Reaching the threshold is not enough: at J = 1 the voltage approaches 1 and never exceeds it. This is the meaning of
 * intercept 0: with no input or an inhibitory one, the current is 1 or below.
 */
export const silentAtCurrentOne: Law = {
  id: 'lif/silent-at-current-one',
  clause: 'threshold',
  statement: 'never fires at a current of one or below, from any initial voltage, whatever its amplitude',
  needs: ['neuron'],
  assumes: ['inputScale', 'comparison'],
  property: (implementation) =>
    fc.asyncProperty(lifSettings(), initialVoltage(), currentOfAtMostOne(), amplitude(), async (settings, ...drawn) => {
      const [voltage, current, height] = drawn;
      const steps = 200;
      const input = { ...oneNeuron(settings, voltage, standing(current, steps)), amplitude: height };
      const got = await run(implementation, input);
      requireTrain(silentAtCurrentOne, [], trainOf(got), steps);
    }),
};

const currentOfAtMostOne = () =>
  fc.oneof(
    fc.constant(1),
    fc.integer({ min: -64, max: 15 }).map((sixteenths) => sixteenths / 16),
  );

/**
 * Distance of the voltage from the threshold in laws that aim at it, in float64 and float32. The current is at most 2 · 32.5 +
 * 1 there, and three operations round by at most 2⁻⁵³ or 2⁻²⁴ of it: 2.2e-14 or 1.2e-5.
 */
export const justBeside = { float64: 2 ** -40, float32: 2 ** -12 };

/**
 * The excess over the threshold is lost. A neuron that preserves it fires more often, especially at large currents.
 */
export const resetsToZero: Law = {
  id: 'lif/resets-to-zero',
  clause: 'reset',
  statement: 'always has a voltage of zero, to one rounding of the threshold, at the end of the step of a spike',
  needs: ['neuron'],
  assumes: ['reset', 'resetTime', 'shownVoltage', 'spikeDelay'],
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
