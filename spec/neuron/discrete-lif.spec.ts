import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepRules as drawnRules } from '../../properties/arbitraries/network-case.ts';
import { float64 } from '../../src/base/precision.ts';
import type { Conventions } from '../../src/conformance/choices/conventions.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { discreteLif } from '../../src/models/discrete-lif.ts';
import { neuronTypes, stepRules } from '../../src/models/neuron-types.ts';
import { defaultLif } from '../../src/simulator/neuron/lif.ts';
import { type NeuronType, runModel } from '../../src/simulator/neuron/model.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';

const given = { ...defaultLif, minVoltage: -2, amplitude: 1 };

function run(type: NeuronType, start: number, currents: readonly number[], parameters = given) {
  const model = type(parameters, float64, 0);
  const rows = currents.map((current) => [current]);
  const { spikes, voltage } = runModel(model, [model.start(start)], rows, float64);
  return { spikes: spikes[0] as number[], voltage: voltage.map(([own]) => own as number) };
}

describe('a LIF neuron whose steps are all alike', () => {
  it('adds 1/20 of the distance to the current by Euler, and all of the current if it is unscaled', () => {
    expect(run(neuronTypes['norse-box'], 0, [2, 2]).voltage).toEqual([0.1, 0.195]);
    expect(run(neuronTypes['spikingjelly-unscaled'], 0, [0.5, 0.25]).voltage).toEqual([0.5, 0.725]);
  });

  it('fires at 1, or only above 1', () => {
    expect(run(neuronTypes['spikingjelly-unscaled'], 0, [1]).spikes).toEqual([0]);
    expect(run(neuronTypes['snntorch-zero'], 0, [1]).spikes).toEqual([]);
  });

  it('subtracts 1 at once, or after the next decay and input', () => {
    const tauRcSeconds = 1e30; // no leak
    const at = { ...given, tauRcSeconds };
    expect(run(neuronTypes['spikingjelly-unscaled-subtract'], 0, [1.5, 0.25], at).voltage).toEqual([0.5, 0.75]);
    expect(run(neuronTypes['snntorch-subtract'], 0, [1.5, 0.25], at).voltage).toEqual([1.5, 0.75]);
  });

  it.each([
    ['snntorch-zero', 0.02],
    ['norse-box', 0.02],
    ['spikingjelly-unscaled', 0.02],
    ['spikingjelly-unscaled', 1e30],
  ] as const)('has the rate of the rate network: %s, tau_rc %d s', (name, tauRcSeconds) => {
    const [dtSeconds, steps] = [0.0001, 10_000];
    const parameters = { ...given, dtSeconds, tauRcSeconds, tauRefSeconds: 0 };
    const isScaled = name === 'norse-box';
    const current = isScaled ? 2 : 0.01;
    const { steadyInput = 1 } = neuronTypes[name](parameters, float64, 0);
    const expected = rateHz(current * steadyInput, parameters) * steps * dtSeconds;
    const { spikes } = run(
      neuronTypes[name],
      0,
      Array.from({ length: steps }, () => current),
      parameters,
    );
    // a spike waits for the end of its step, so an interval is up to a step longer
    const interval = (steps * dtSeconds) / expected;
    expect(spikes.length).toBeLessThanOrEqual(expected + 1);
    expect(spikes.length).toBeGreaterThanOrEqual((steps * dtSeconds) / (interval + dtSeconds) - 1);
  });

  it('refuses steps that are longer than the time constant of Euler', () => {
    expect(() => neuronTypes['norse-box']({ ...given, dtSeconds: 0.03 }, float64, 0)).toThrow('dtSeconds');
  });

  // multiples of 1/4, so that voltages of exactly 1 are frequent
  const currents = fc.array(
    fc.integer({ min: -8, max: 40 }).map((quarters) => quarters / 4),
    { minLength: 30, maxLength: 30 },
  );

  it('always steps as the textbook form with the same choices', () => {
    fc.assert(
      fc.property(drawnRules, currents, fc.constantFrom(0, 0.001, 0.0034), (chosen, current, tauRefSeconds) => {
        const parameters = { ...given, tauRefSeconds };
        const { initialVoltage, ...input } = { ...parameters, initialVoltage: [0.5] };
        const rows = current.map((value) => [value]);
        const expected = simulate({ ...chosen, form: 'sum' }, { ...input, initialVoltage, current: rows });
        const found = run(discreteLif(chosen), 0.5, current, parameters);
        expect(found.spikes).toEqual(expected.spikes[0]);
        expect(found.voltage).toEqual(expected.voltage?.map(([own]) => own));
      }),
    );
  });

  const named = profiles.filter(({ id }) => id in stepRules);

  it.each(named)('has the conventions of the profile $id', ({ id, conventions }) => {
    const own = stepRules[id as keyof typeof stepRules] as unknown as Conventions;
    expect({ ...conventions, ...own }).toEqual(conventions);
  });
});
