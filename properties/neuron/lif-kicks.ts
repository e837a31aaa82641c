import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { currentTrace, swingingCurrent } from '../arbitraries/current.ts';
import { initialVoltage, refractoryLifSettings } from '../arbitraries/lif.ts';
import { requirePaid } from './lif-fluctuation.ts';
import { oneNeuron, requireTrain, run, standing, trainOf } from './neuron-run.ts';

/**
 * The balance of charge with a floor. Whenever a step would end below the floor, the floor adds what is missing. Only
 * the current and these additions can raise the voltage to a spike. With a floor of 0, they return all inhibition of a
 * silent neuron, so its spike count depends on excitation alone. `spikeBounds` derives the bounds.
 */
export const firesAsCurrentAndFloorPay: Law = {
  id: 'lif/fires-as-current-and-floor-pay',
  clause: 'floor',
  statement:
    'never has more spikes than its current and the inhibition discarded by its floor allow, nor fewer than its current alone requires',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(
      refractoryLifSettings(),
      fc.constantFrom(0, -0.25, -1, -8),
      initialVoltage(),
      fc.oneof(currentTrace(), swingingCurrent()),
      async (settings, minVoltage, voltage, trace) => {
        await requirePaid(
          firesAsCurrentAndFloorPay,
          implementation,
          oneNeuron({ ...settings, minVoltage }, voltage, trace),
        );
      },
    ),
};

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
