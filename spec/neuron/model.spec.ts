import { describe, expect, it } from 'vitest';
import { float64, precisions } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { defaultLif, lifConstants } from '../../src/simulator/neuron/lif.ts';
import { lif, runModel, startNeurons } from '../../src/simulator/neuron/model.ts';

describe('neurons of a model', () => {
  const model = lif(defaultLif, float64);
  const { charge } = lifConstants(defaultLif);

  it('each have their own current', () => {
    const neurons = startNeurons(model, [0, 0.9, 0.9]);
    expect([...neurons.step([5, 1, 5])]).toEqual([0, 0, 1]);
    expect([0, 1, 2].map(neurons.voltage)).toEqual([5 * charge, 0.9 + (1 - 0.9) * charge, 0]);
    neurons.step([5, 1, 5]);
    expect(neurons.voltage(2)).toBe(0); // it is still refractory
  });

  it('refuse a number of currents other than their own', () => {
    for (const one of [model, subtractingLif(defaultLif, float64)])
      expect(() => startNeurons(one, [0, 0]).step([1])).toThrow(
        new Refusal('currents must be 2 values long, but is 1 values'),
      );
  });

  it.each(['float64', 'float32'] as const)('are refractory for more than 2³² steps in %s', (name) => {
    const precision = precisions[name];
    const years = lif({ ...defaultLif, dtSeconds: 2 ** -10, tauRefSeconds: 2 ** 22 + 2 ** -9 }, precision);
    const currents = Array.from({ length: 60 }, () => [5]);
    const { spikes, state } = runModel(years, [years.start(0)], currents, precision);
    expect(spikes.map(({ length }) => length)).toEqual([1]);
    expect(state[0]?.refractorySteps).toBeGreaterThan(2 ** 32 - 60);
  });
});
