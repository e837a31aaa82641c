import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { currentTrace, swingingCurrent, tosses } from '../arbitraries/current.ts';
import { initialVoltage, type LifSettings, lifSettings, refractoryLifSettings } from '../arbitraries/lif.ts';
import { paidSpikes } from '../oracles/charge.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import { oneNeuron, run, trainOf, tutorialSettings } from './neuron-run.ts';

/**
 * Proof, with both neurons on the same current from the same voltage. As long as both have fired equally often, the one
 * with floor 0 is ahead: it wakes no later, and awake its voltage is not lower. For a step keeps the order of two
 * voltages, and so does a lower floor beside a higher one. If both fire in a step, the higher voltage passed the threshold
 * earlier, so it wakes no later. If only the one with floor fires, it has fired once more. Before the other can be level
 * again it has to fire, and then it sleeps at 0 while the one with floor, never below 0 and on its way for longer, is
 * ahead again.
 *
 * The floor must be where the reset is: a neuron with a floor of −1 may fire first, be inhibited to −1 while the one
 * without floor sleeps at 0, and fall behind.
 */
export const firesNoLessForItsFloor: Law = {
  id: 'lif/fires-no-less-for-its-floor',
  claim: 'floor',
  statement:
    'has fired, at every step and on any current, at least as often with a floor of 0 as with a lower one or none',
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
        // rounding may turn a spike that is so close to the threshold
        const comparable = [floored, other].map((input) => predict(input, 0, implementation.precision).comparableSteps);
        const steps = Math.min(...comparable);
        const early = (train: readonly number[]) => train.filter((step) => step < steps);
        const [more, less] = [await run(implementation, floored), await run(implementation, other)].map((output) =>
          early(trainOf(output)),
        ) as [number[], number[]];
        // as often at every step: its n-th spike comes no later
        const late = less.findIndex((step, spike) => !((more[spike] ?? steps) <= step));
        requireThat(late === -1, firesNoLessForItsFloor, () => ({
          expected: new SpikeTrain(less, steps, `or earlier; this is with floor ${lower ?? 'none'}`),
          got: new SpikeTrain(more, steps, `with floor 0: spike ${late} comes later or not at all`),
        }));
      },
    ),
};

/** How many neurons are counted together, for how long, and the two fluctuations: the current is one of ±4 or of ±8. */
const neuronsCounted = 12;
const stepsCounted = 64;
const fluctuations = [4, 8] as const;

/**
 * A fair coin decides in every step whether the current is one fluctuation above its mean of 0 or below. The excess is how
 * much oftener a neuron fires with a floor than without; a case is a false alarm if by chance the excess of its neurons is
 * not larger for the larger fluctuation. By Chernoff, for independent neurons and any θ,
 *
 *   P(Σ (excess at ±8 − excess at ±4) ≤ 0) ≤ (E e^(−θ · (excess at ±8 − excess at ±4)))^neurons
 *
 * For θ = 1.5 the expectation is .21 (20,000 neurons of the textbook form; measured anew in
 * spec/neuron/lif-fluctuation.full.ts): at most 1e-8 a case of 12 neurons, 1e-6 for 100 cases.
 */
export const firesMoreForItsFloorUnderFluctuation: Law = {
  id: 'lif/fires-more-for-its-floor-under-fluctuation',
  claim: 'floor',
  statement:
    'fires more often for a floor of 0 under a fluctuating current, and the more so the larger the fluctuation',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(tosses(stepsCounted, neuronsCounted), async (coins) => {
      const [small, large] = [
        await excess(implementation, coins, fluctuations[0]),
        await excess(implementation, coins, fluctuations[1]),
      ];
      requireThat(small >= 0 && large > small, firesMoreForItsFloorUnderFluctuation, () => ({
        expected: `more than ${small} additional spikes at a fluctuation of ±${fluctuations[1]}, as many as at ±${fluctuations[0]}`,
        got: large,
      }));
    }),
};

/** How much oftener neurons fire for their floor. */
async function excess(implementation: Implementation, coins: readonly (readonly number[])[], fluctuation: number) {
  const current = coins.map((coin) => coin.map((side) => fluctuation * side));
  const count = async (minVoltage: number | null) => {
    const start = { initialVoltage: coins[0]?.map(() => 0) ?? [], amplitude: 1, current };
    const { spikes } = await run(implementation, { ...tutorialSettings, ...start, minVoltage });
    return spikes.reduce((sum, train) => sum + train.length, 0);
  };
  return (await count(0)) - (await count(null));
}

/** Without floor nothing is thrown away: the mean of the current decides, however it swings. */
export const firesAsItsMeanCurrentPays: Law = {
  id: 'lif/fires-as-its-mean-current-pays',
  claim: 'floor',
  statement:
    'fires without a floor, over any window, neither more nor less often than the current that it was awake for pays for, within bounds around the rate of its mean',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(settingsAndCurrent(), initialVoltage(), async ({ settings, trace }, voltage) => {
      const input = oneNeuron({ ...settings, minVoltage: null }, voltage, trace);
      const train = trainOf(await run(implementation, input));
      const { least, most } = paidSpikes(input, 0, train, implementation.precision);
      requireThat(train.length >= least && train.length <= most, firesAsItsMeanCurrentPays, () => ({
        expected: `between ${least} and ${most} spikes`,
        got: new SpikeTrain(train, trace.length, `${train.length} spikes`),
      }));
    }),
};

/** Any current; and one that swings slowly and widely around its mean, where a floor would throw away most inhibition. */
function settingsAndCurrent(): fc.Arbitrary<{ settings: LifSettings; trace: number[] }> {
  const slow = { dtSeconds: 2 ** -13, tauRcSeconds: 2 ** -6, tauRefSeconds: 2 ** -13, minVoltage: null };
  return fc.oneof(
    fc.record({ settings: refractoryLifSettings(), trace: currentTrace() }),
    fc.record({ settings: fc.constant(slow), trace: swingingCurrent() }),
  );
}
