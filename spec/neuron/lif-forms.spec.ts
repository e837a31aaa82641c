import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { lifControls } from '../../properties/controls/lif.ts';
import { tutorialCurrent } from '../../properties/oracles/closed-form.ts';
import { decimal, PreciseDecimal } from '../../properties/oracles/exact.ts';
import { predict } from '../../properties/oracles/prediction.ts';
import { stepInBinary32 } from '../../properties/oracles/rounded-lif.ts';
import { precisions } from '../../src/base/precision.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { defaultLif, type LifState, lifConstants, startingLif, stepLif } from '../../src/simulator/neuron/lif.ts';

/** The tutorial neuron at input 1, from rest. Its first spike is at the end of step 7. */
const onTheBoundary = (steps: number): NeuronInput => ({
  ...defaultLif,
  amplitude: 0.01,
  initialVoltage: [0],
  current: Array.from({ length: steps }, () => [tutorialCurrent(1)]),
});

const control = (name: string) => lifControls.find((candidate) => candidate.name === name) as Implementation;
const firstSpike = async ({ neuron }: Implementation) => (await neuron?.(onTheBoundary(10)))?.spikes[0]?.[0];

describe('the operating point of the tutorial, on the boundary of a step', () => {
  it('has a voltage of 1.0000000000000002 after step 7, and fires', async () => {
    expect(voltageAfterEightSteps(stepLif, 'float64')).toBe(1.0000000000000002);
    expect(await firstSpike(reference('float64'))).toBe(7);
    expect(await firstSpike(control('textbook form'))).toBe(7);
  });

  it('has exactly 1 in the equivalent form J − (J − v)·e, and fires in step 8', async () => {
    const decay = 1 - lifConstants(defaultLif).charge;
    const current = tutorialCurrent(1);
    const voltages = [0];
    for (let step = 0; step < 8; step++) voltages.push(current - (current - (voltages[step] as number)) * decay);
    expect(voltages[8]).toBe(1);
    expect(await firstSpike(control('decay form'))).toBe(8);
  });

  it('has a voltage of exactly 1 in float32, and fires in step 8', async () => {
    expect(voltageAfterEightSteps(stepLif, 'float32')).toBe(1);
    expect(await firstSpike(reference('float32'))).toBe(8);
  });

  it('is therefore not compared with the prediction, which stops before step 7', () => {
    expect(predict(onTheBoundary(10), 0, 'float64').comparableSteps).toBe(7);
  });

  for (const { name, neuron } of [reference('float64'), ...lifControls]) {
    it(`fires 1,000 ± 1 times in 10 s: ${name}`, async () => {
      const count = (await neuron?.(onTheBoundary(10_000)))?.spikes[0]?.length ?? 0;
      expect(Math.abs(count - 1000)).toBeLessThanOrEqual(1);
    });
  }
});

describe('a step of a LIF neuron', () => {
  it('always uses binary32 arithmetic in float32, each result rounded once', () => {
    fc.assert(
      fc.property(lifInput(), (input) => {
        const constants = lifConstants(withFloor(input), precisions.float32);
        let [plain, rounded] = [stateAtStart(input, constants), stateAtStart(input, constants)];
        for (const [current] of input.current.slice(0, 40)) {
          plain = stepLif(plain, current as number, constants);
          rounded = stepInBinary32(rounded, current as number, constants);
          expect(plain).toEqual(rounded);
        }
      }),
    );
  });

  it('differs from a float64 step that is rounded at the end', () => {
    const constants = lifConstants(defaultLif, precisions.float32);
    const [voltage, current] = [0.4375, Math.fround(2.9)];
    const inBinary32 = stepInBinary32(
      { voltage, refractorySteps: 0, firstStepFraction: constants.charge },
      current,
      constants,
    );
    expect(inBinary32.voltage).toBe(0.5575975179672241);
    expect(Math.fround(voltage + (current - voltage) * constants.charge)).toBe(0.5575975775718689);
  });

  it('has constants within 2.25 units in the last place of the exponentials', () => {
    fc.assert(
      fc.property(lifInput(), (input) => {
        const { decay, charge } = lifConstants(withFloor(input));
        const exponent = decimal(input.dtSeconds).div(decimal(input.tauRcSeconds)).neg();
        expect(ulpsFrom(decay, exponent.exp().toNumber())).toBeLessThanOrEqual(constantUlps);
        expect(ulpsFrom(charge, new PreciseDecimal(1).minus(exponent.exp()).toNumber())).toBeLessThanOrEqual(
          constantUlps,
        );
      }),
    );
  });
});

/** Half a unit for the quotient dt/τ_rc, 1.25 units for the exponential and half a unit for the comparison: 2.25. */
const constantUlps = 2.25;

const ulpsFrom = (value: number, expected: number) =>
  Math.abs(value - expected) / (2 ** -52 * 2 ** Math.floor(Math.log2(expected)));

const withFloor = (input: NeuronInput) => ({ ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY });

const stateAtStart = (input: NeuronInput, constants: ReturnType<typeof lifConstants>): LifState =>
  startingLif(input.initialVoltage[0] as number, constants);

/** The voltage that is compared with the threshold in step 7, computed without threshold and floor. */
function voltageAfterEightSteps(step: typeof stepLif, precision: 'float64' | 'float32'): number {
  const constants = lifConstants(defaultLif, precisions[precision]);
  const { round } = constants.precision;
  const current = round(tutorialCurrent(1));
  let state: LifState = startingLif(0, constants);
  for (let count = 0; count < 7; count++) state = step(state, current, constants);
  return round(state.voltage + round(round(current - state.voltage) * constants.charge));
}
