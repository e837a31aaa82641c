import { describe, expect, it } from 'vitest';
import { rateLaws } from '../../properties/neuron/rate.ts';
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

  for (const law of rateLaws) holds(law);
});
