import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { currentTrace, tosses } from '../arbitraries/current.ts';
import { initialVoltage, lifSettings } from '../arbitraries/lif.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import { oneNeuron, requireTrain, run, standing, trainOf, tutorialSettings } from './neuron-run.ts';

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

/**
 * The limit of large amplitudes. With a floor of 0 a silent neuron is at 0 after any inhibition, so if every kick J ·
 * dt/τ is far above the threshold, excitation makes it fire as soon as its refractory period ends. A larger amplitude
 * then changes no spike: this is why accuracy no longer drops where kicks are large.
 *
 * A spike comes at the beginning of the active part of its step, delayed by 1/kick of a step at most. τ_ref is a multiple
 * of a quarter of a step, so the 96 delays of the longest trace, at most 2^-10 each, do not add up to the difference
 * between two such times; nor does their rounding in float32, of 2^-24 each, make a kick of 2^14 exceed the threshold.
 */
export const firesAtOnceAtLargeKicks: Law = {
  id: 'lif/fires-at-once-at-large-kicks',
  clause: 'floor',
  statement:
    'always fires, with a floor of 0 and kicks far above the threshold, as soon as excitation arrives while it is not refractory',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(
      fc.integer({ min: 4, max: 20 }).map((quarters) => quarters / 4),
      fc.integer({ min: -8, max: 0 }),
      fc.integer({ min: 10, max: 14 }),
      fc.array(fc.tuple(fc.constantFrom(-3, -1, 1, 2), fc.integer({ min: 1, max: 8 })), {
        minLength: 4,
        maxLength: 12,
      }),
      async (refractorySteps, dtPower, kickPower, pieces) => {
        const dtSeconds = 2 ** dtPower;
        const settings = { dtSeconds, tauRcSeconds: 1, tauRefSeconds: refractorySteps * dtSeconds, minVoltage: 0 };
        const sides = pieces.flatMap(([side, steps]) => standing(side, steps));
        const trace = sides.map((side) => side * 2 ** (kickPower - dtPower));
        const expected = stepsAwake(sides, refractorySteps);
        const got = trainOf(await run(implementation, oneNeuron(settings, 0, trace)));
        requireTrain(firesAtOnceAtLargeKicks, expected, got, trace.length, `kicks of ±2^${kickPower}`);
      },
    ),
};

/** The steps in which a neuron fires if excitation makes it fire whenever it is not refractory. */
function stepsAwake(sides: readonly number[], refractorySteps: number): number[] {
  let wakesAtStep = 0;
  return [...sides.entries()].flatMap(([step, side]) => {
    if (side < 0 || wakesAtStep >= step + 1) return [];
    wakesAtStep = Math.max(step, wakesAtStep) + refractorySteps;
    return [step];
  });
}
