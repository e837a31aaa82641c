import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import { drawTrain, SpikeTrain } from '../../src/conformance/spike-trains.ts';
import {
  defaultLif,
  type LifState,
  lifConstants,
  spikeHeight,
  startingLif,
  stepLif,
} from '../../src/simulator/neuron/lif.ts';

const constants = lifConstants(defaultLif);

describe('a LIF neuron', () => {
  it('charges, fires, is silent for its refractory period, and charges again', () => {
    const train = trainAt(3.0332447817197368, 40);
    expect(drawTrain(train)).toBe('·······|·········|·········|·········|··  4 spikes: 7 17 27 37');
  });

  it('covers 4.9 % of the distance to its current in a millisecond', () => {
    expect(constants.charge).toBe(0.04877057549928599);
    expect(stepLif(startingLif(0, constants), 0.5, constants).voltage).toBe(0.024385287749642996);
  });

  it('fires if its voltage is above 1 at the end of a step, and is reset to 0', () => {
    const state: LifState = { voltage: 0.9, refractorySteps: 0, activeStepFraction: 0.5 };
    expect(stepLif(state, 2, { ...constants, charge: 0.5 })).toMatchObject({ voltage: 0, fired: true });
  });

  it('does not fire if its voltage is exactly 1 at the end of a step', () => {
    const state: LifState = { voltage: 0.5, refractorySteps: 0, activeStepFraction: 0.5 };
    expect(stepLif(state, 1.5, { ...constants, charge: 0.5 })).toMatchObject({ voltage: 1, fired: false });
  });

  it('clamps its voltage to the floor, and does not without one', () => {
    const unfloored = lifConstants({ ...defaultLif, minVoltage: Number.NEGATIVE_INFINITY });
    expect(stepLif(startingLif(0, constants), -10, constants).voltage).toBe(0);
    expect(stepLif(startingLif(0, unfloored), -10, unfloored).voltage).toBe(-0.4877057549928599);
  });

  it('sends amplitude/dt for one step, so that the area of a spike is the amplitude', () => {
    expect(spikeHeight(0.01, 0.001)).toBe(10);
    expect(spikeHeight(0.01, 0.001, float32)).toBe(9.999999046325684);
    expect(spikeHeight(0.02, 0.001)).toBe(20);
  });

  it('is refractory for whole steps, then active for the rest of a step', () => {
    // half a step after the spike, 1.5 steps remain: the neuron is active for the last half of the second step
    const slow = lifConstants({ dtSeconds: 1, tauRcSeconds: 1000, tauRefSeconds: 2, minVoltage: 0 });
    const { fired, refractorySteps, activeStepFraction } = stepLif(
      { voltage: 1 - 0.0005, refractorySteps: 0, activeStepFraction: slow.charge },
      2,
      slow,
    );
    expect({ fired, refractorySteps }).toEqual({ fired: true, refractorySteps: 1 });
    expect(activeStepFraction / slow.charge).toBeCloseTo(0.5, 2);
  });

  it('is refractory for M steps if it fires at the very end of a step', () => {
    // v = 1 + 2^−52, so u = (J − v)/(J − 1) rounds to 1
    const state: LifState = { voltage: 1, refractorySteps: 0, activeStepFraction: 2 ** -72 };
    expect(stepLif(state, 1 + 2 ** 20, constants)).toEqual({
      fired: true,
      voltage: 0,
      refractorySteps: constants.refractoryPeriodSteps,
      activeStepFraction: 1 - constants.decayToStepAfterM,
    });
  });
});

describe('a LIF neuron refuses', () => {
  it('a current that is not a number, and names the step and the neuron', () => {
    const current = [
      [1, 1],
      [1, Number.NaN],
    ];
    expect(() => runNeurons({ ...tutorial, initialVoltage: [0, 0], current }, float64)).toThrow(
      new Refusal('current[1][1] must be a finite number, but is NaN'),
    );
  });
});

const tutorial = { ...defaultLif, amplitude: 0.01 };

function trainAt(current: number, steps: number): SpikeTrain {
  const input = { ...tutorial, initialVoltage: [0], current: Array.from({ length: steps }, () => [current]) };
  return new SpikeTrain(runNeurons(input, float64).spikes[0] ?? [], steps);
}
