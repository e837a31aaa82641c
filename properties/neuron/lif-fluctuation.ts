import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { currentTrace, tosses } from '../arbitraries/current.ts';
import { initialVoltage, lifSettings } from '../arbitraries/lif.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import { oneNeuron, run, trainOf, tutorialSettings } from './neuron-run.ts';

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
      fc.constantFrom(null, -2, -1, -0.25),
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

/** Neurons whose spikes are added up, steps, and the two amplitudes of fluctuation: the current is ±4 or ±8. */
const neuronsCounted = 12;
const stepsCounted = 64;
const fluctuations = [4, 8] as const;

/**
 * In every step a fair coin decides whether the current is above or below its mean of 0. The excess is the number of
 * spikes that a floor adds. A case is a false alarm if, by chance, the excess of its neurons does not grow with the
 * fluctuation. By Chernoff's bound, for independent neurons and any θ,
 *
 *   P(Σ (excess at ±8 − excess at ±4) ≤ 0) ≤ (E e^(−θ · (excess at ±8 − excess at ±4)))^neurons
 *
 * At θ = 1.5 the expectation is 0.21 (20,000 neurons of the textbook form; spec/neuron/lif-laws.spec.ts measures
 * it again). That is at most 1e-8 per case of 12 neurons and 1e-6 per 100 cases.
 */
export const firesMoreForItsFloorUnderFluctuation: Law = {
  id: 'lif/fires-more-for-its-floor-under-fluctuation',
  clause: 'floor',
  statement:
    'always fires more often with a floor of 0 under a fluctuating current, increasingly so with the fluctuation',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(tosses(stepsCounted, neuronsCounted), async (coins) => {
      const [small, large] = [
        await excess(implementation, coins, fluctuations[0]),
        await excess(implementation, coins, fluctuations[1]),
      ];
      requireThat(small >= 0 && large > small, firesMoreForItsFloorUnderFluctuation, () => ({
        expected: `more than ${small} extra spikes at ±${fluctuations[1]}, the number at ±${fluctuations[0]}`,
        got: large,
      }));
    }),
};

/** Number of spikes that the floor adds. */
async function excess(implementation: Implementation, coins: readonly (readonly number[])[], fluctuation: number) {
  const current = coins.map((coin) => coin.map((side) => fluctuation * side));
  const count = async (minVoltage: number | null) => {
    const start = { initialVoltage: coins[0]?.map(() => 0) ?? [], amplitude: 1, current };
    const { spikes } = await run(implementation, { ...tutorialSettings, ...start, minVoltage });
    return spikes.reduce((sum, train) => sum + train.length, 0);
  };
  return (await count(0)) - (await count(null));
}
