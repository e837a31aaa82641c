import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { currentTrace, inhibitingCurrent } from '../arbitraries/current.ts';
import { lifInput, lifSettings } from '../arbitraries/lif.ts';
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

/** The floor applies at the end of each step. Whether inhibition is discarded decides the accuracy of a network. */
export const neverBelowFloor: Law = {
  id: 'lif/never-below-floor',
  clause: 'floor',
  statement: 'never ends a step with a voltage below its floor',
  needs: ['neuron'],
  assumes: ['floor'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), async (input) => {
      const got = await run(implementation, input);
      const floor = input.minVoltage ?? Number.NEGATIVE_INFINITY;
      const allowed = thresholdRounding(implementation);
      for (const neuron of input.initialVoltage.keys()) {
        const below = voltagesOf(got, neuron)?.findIndex((voltage) => !(voltage >= floor - allowed)) ?? -1;
        requireThat(below === -1, neverBelowFloor, () => ({
          expected: new SpikeTrain(
            trainOf(got, neuron),
            input.current.length,
            `voltage at least ${floor}${within(allowed)}`,
          ),
          got: new SpikeTrain(
            trainOf(got, neuron),
            input.current.length,
            `voltage ${voltagesOf(got, neuron)?.[below]} after step ${below}`,
          ),
        }));
      }
    }),
};

/**
 * After any inhibition, a neuron at its floor behaves like one that starts at the floor. At a large amplitude this
 * discards most of the inhibition in a network (F2).
 */
export const forgetsInhibitionAtFloor: Law = {
  id: 'lif/forgets-inhibition-at-floor',
  clause: 'floor',
  statement: 'always behaves, after inhibition beyond its floor, like a neuron that starts at the floor',
  needs: ['neuron'],
  assumes: ['floor', 'inputDelaySteps', 'initialVoltage'],
  property: (implementation) =>
    fc.asyncProperty(
      lifSettings(),
      fc.integer({ min: -32, max: 0 }).map((sixteenths) => sixteenths / 16 + 0),
      inhibitingCurrent(),
      fc.integer({ min: 1, max: 40 }),
      currentTrace(),
      async (settings, minVoltage, inhibition, inhibitedSteps, trace) => {
        const floored = { ...settings, minVoltage };
        // at a current below the floor, a neuron that starts at the floor stays there
        const inhibited = [...standing(minVoltage + inhibition, inhibitedSteps), ...trace];
        const without = await run(implementation, oneNeuron(floored, minVoltage, trace));
        const got = await run(implementation, oneNeuron(floored, minVoltage, inhibited));
        const expected = trainOf(without).map((step) => step + inhibitedSteps);
        requireTrain(forgetsInhibitionAtFloor, expected, trainOf(got), inhibited.length, `floor ${minVoltage}`);
      },
    ),
};
