import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { currentTrace, inhibitingCurrent } from '../arbitraries/current.ts';
import { initialVoltage, lifSettings } from '../arbitraries/lif.ts';
import { wholeRule } from '../assumptions.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import { oneNeuron, requireTrain, run, standing, trainOf } from './neuron-run.ts';

/**
 * After any inhibition, a neuron at its floor behaves like one that starts at the floor. At a large amplitude this
 * discards most of the inhibition in a network (F2).
 */
export const forgetsInhibitionAtFloor: Law = {
  id: 'lif/forgets-inhibition-at-floor',
  clause: 'floor',
  statement: 'always behaves, after inhibition beyond its floor, like a neuron that starts at the floor',
  needs: ['neuron'],
  assumes: ['floor', 'inputDelay', 'initialVoltage'],
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

/**
 * A floor only ever adds spikes. Proof for two neurons with the same current and the same initial voltage:
 *
 * While both have fired equally often, the one with floor 0 is ahead. Its refractory period ends no later, and while
 * both are active its voltage is not lower: a step preserves the order of two voltages, and so does applying a higher
 * floor to the higher one. If both fire in a step, the higher voltage crossed the threshold earlier, so its refractory
 * period ends no later. If only the neuron with the floor fires, it has one spike more. The other must fire to catch
 * up. It is then refractory at 0, while the neuron with the floor is never below 0 and has been active for longer.
 *
 * The floor must equal the reset voltage. A neuron with a floor of −1 may fire first, be inhibited to −1 while the one
 * without a floor is refractory at 0, and fall behind.
 */
export const firesNoLessForItsFloor: Law = {
  id: 'lif/fires-no-less-for-its-floor',
  clause: 'floor',
  statement: 'never has fewer spikes, at any step of any current, with a floor of 0 than with a lower floor or none',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(
      lifSettings(),
      fc.constantFrom(Number.NEGATIVE_INFINITY, -2, -1, -0.25),
      initialVoltage(),
      currentTrace(),
      async (settings, lower, voltage, trace) => {
        const floored = oneNeuron({ ...settings, minVoltage: 0 }, voltage, trace);
        const other = oneNeuron({ ...settings, minVoltage: lower }, voltage, trace);
        // only up to the step in which rounding could decide whether a neuron fires
        const comparable = [floored, other].map((input) => predict(input, 0, implementation.precision).comparableSteps);
        const steps = Math.min(...comparable);
        const early = (train: readonly number[]) => train.filter((step) => step < steps);
        const [more, less] = [await run(implementation, floored), await run(implementation, other)].map((output) =>
          early(trainOf(output)),
        ) as [number[], number[]];
        // its count is never lower if its n-th spike never comes later
        const late = less.findIndex((step, spike) => !((more[spike] ?? steps) <= step));
        requireThat(late === -1, firesNoLessForItsFloor, () => ({
          expected: new SpikeTrain(less, steps, `or earlier; this train is with floor ${lower ?? 'none'}`),
          got: new SpikeTrain(more, steps, `with floor 0: spike ${late} comes later or not at all`),
        }));
      },
    ),
};
