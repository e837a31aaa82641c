import { describe, expect, it } from 'vitest';
import { rateLaws } from '../../properties/neuron/rate.ts';
import { float64 } from '../../src/base/precision.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import { defaultLif } from '../../src/simulator/neuron/lif.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { holds } from '../holds.ts';

describe('the firing rate of a neuron', () => {
  const { gain, bias } = tune({ maxRateHz: 100, intercept: 0 }, defaultLif);

  it('is 100 Hz at a current of 3.03', () => {
    expect(rateHz(3.0332447817197368, defaultLif)).toBe(100.00000000000001);
  });

  it.each([
    [0, 0],
    [1, 100],
    [2, 156],
    [10, 338],
    [255, 491],
  ])('of a neuron tuned to 100 Hz at input 1: at input %d it is %d Hz', (input, rate) => {
    expect(Math.round(rateHz(gain * input + bias, defaultLif))).toBe(rate);
  });

  it.each([0, 0.25, 0.5, 0.75, 0.99])('of 100 Hz gives 3 spikes in 30 ms if the voltage starts at %d', (voltage) => {
    const { spikes } = runNeurons(
      {
        ...defaultLif,
        amplitude: 1,
        initialVoltage: [voltage],
        current: Array.from({ length: 30 }, () => [gain + bias]),
      },
      float64,
    );
    expect(spikes[0]).toHaveLength(3);
  });

  it.each([
    [90, '2 or 3'],
    [100, '3'],
    [110, '3 or 4'],
    [130, '4'],
    [150, '4 or 5'],
  ])('of %d Hz gives %s spikes in 30 ms, depending on the initial voltage', (maxRateHz, counts) => {
    const tuning = tune({ maxRateHz, intercept: 0 }, defaultLif);
    const initialVoltage = Array.from({ length: 100 }, (_, hundredths) => hundredths / 100);
    const currents = initialVoltage.map(() => tuning.gain + tuning.bias);
    const current = Array.from({ length: 30 }, () => currents);
    const { spikes } = runNeurons({ ...defaultLif, amplitude: 1, initialVoltage, current }, float64);
    expect([...new Set(spikes.map((train) => train.length))].sort().join(' or ')).toBe(counts);
  });

  for (const law of rateLaws) holds(law);
});
