import { describe, expect, it } from 'vitest';
import { lifControls } from '../../properties/controls/lif.ts';
import { tutorialCurrent } from '../../properties/oracles/closed-form.ts';
import { predict } from '../../properties/oracles/prediction.ts';
import { precisions } from '../../src/base/precision.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { defaultLif, type LifState, lifConstants, startingLif, stepLif } from '../../src/simulator/neuron/lif.ts';

/** The tutorial neuron at input 1, from rest. Its first spike is at the end of step 7. */
const onTheBoundary: NeuronInput = {
  ...defaultLif,
  amplitude: 0.01,
  initialVoltage: [0],
  current: Array.from({ length: 10 }, () => [tutorialCurrent(1)]),
};

const control = (name: string) => lifControls.find((candidate) => candidate.name === name) as Implementation;
const firstSpike = async ({ neuron }: Implementation) => (await neuron?.(onTheBoundary))?.spikes[0]?.[0];

describe('the operating point of the tutorial, on the boundary of a step', () => {
  it('has a voltage of 1.0000000000000002 after step 7, and fires', async () => {
    expect(voltageAfterStepSeven('float64')).toBe(1.0000000000000002);
    expect(await firstSpike(reference('float64'))).toBe(7);
    expect(await firstSpike(control('textbook form'))).toBe(7);
  });

  it('has exactly 1 in the equivalent form J − (J − v)·e, and fires in step 8', async () => {
    const decay = 1 - lifConstants(defaultLif).charge;
    const current = tutorialCurrent(1);
    let voltage = 0;
    for (let step = 0; step < 8; step++) voltage = current - (current - voltage) * decay;
    expect(voltage).toBe(1);
    expect(await firstSpike(control('decay form'))).toBe(8);
  });

  it('has a voltage of exactly 1 in float32, and fires in step 8', async () => {
    expect(voltageAfterStepSeven('float32')).toBe(1);
    expect(await firstSpike(reference('float32'))).toBe(8);
  });

  it('is therefore not compared with the prediction, which stops before step 7', () => {
    expect(predict(onTheBoundary, 0, 'float64').comparableSteps).toBe(7);
  });
});

// spec/engine compares every bit of float32 with the arithmetic of WebAssembly
it('a step of a LIF neuron in float32 rounds every operation, which differs from a float64 step that is rounded at the end', () => {
  const [voltage, current, float32] = [0.4375, Math.fround(2.9), lifConstants(defaultLif, precisions.float32)];
  expect(stepLif(startingLif(voltage, float32), current, float32).voltage).toBe(0.5575975179672241);
  expect(Math.fround(voltage + (current - voltage) * float32.charge)).toBe(0.5575975775718689);
});

/** The voltage that is compared with the threshold in step 7, computed without threshold and floor. */
function voltageAfterStepSeven(precision: 'float64' | 'float32'): number {
  const constants = lifConstants(defaultLif, precisions[precision]);
  const { round } = constants.precision;
  const current = round(tutorialCurrent(1));
  let state: LifState = startingLif(0, constants);
  for (let count = 0; count < 7; count++) state = stepLif(state, current, constants);
  return round(state.voltage + round(round(current - state.voltage) * constants.charge));
}
