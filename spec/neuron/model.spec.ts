import { describe, expect, it } from 'vitest';
import { float64, precisions } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { defaultLif, lifConstants } from '../../src/simulator/neuron/lif.ts';
import { lif, runModel, stepNeurons } from '../../src/simulator/neuron/model.ts';

describe('neurons of a model', () => {
  const model = lif(defaultLif, float64);
  const { charge } = lifConstants(defaultLif);

  it('each have their own current', () => {
    const first = stepNeurons(model, [0, 0.9, 0.9].map(model.start), [5, 1, 5]);
    expect(first.map(({ fired }) => fired)).toEqual([false, false, true]);
    expect(first.map(model.voltage)).toEqual([5 * charge, 0.9 + (1 - 0.9) * charge, 0]);
    expect(stepNeurons(model, first, [5, 1, 5])[2]?.voltage).toBe(0); // it is still refractory
  });

  it('refuse a number of currents other than their own', () => {
    expect(() => stepNeurons(model, [0, 0].map(model.start), [1])).toThrow(
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
