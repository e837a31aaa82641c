import { describe, expect, it } from 'vitest';
import { tuningLaws } from '../../properties/neuron/tuning.ts';
import { defaultLif } from '../../src/simulator/neuron/lif.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { holds } from '../holds.ts';

describe('the tuning of a neuron', () => {
  it('is gain 2.0332447817197368 and bias 1 for 100 Hz at input 1 and intercept 0', () => {
    expect(tune({ maxRateHz: 100, intercept: 0 }, defaultLif)).toEqual({ gain: 2.0332447817197368, bias: 1 });
  });

  it('gives a current of exactly 1 at input 0, which is not above the threshold', () => {
    const { gain, bias } = tune({ maxRateHz: 100, intercept: 0 }, defaultLif);
    expect(gain * 0 + bias).toBe(1);
    expect(rateHz(1, defaultLif)).toBe(0);
  });

  it.each([
    ['maxRateHz must be below 500, but is 500', { maxRateHz: 500, intercept: 0 }],
    ['maxRateHz must be a finite number above 0, but is 0', { maxRateHz: 0, intercept: 0 }],
    ['maxRateHz must be a finite number above 0, but is NaN', { maxRateHz: Number.NaN, intercept: 0 }],
    ['gain for maxRateHz 1 must be a finite number above 0, but is 0', { maxRateHz: 1, intercept: 0 }],
    ['intercept must be below 1, but is 1', { maxRateHz: 100, intercept: 1 }],
    ['intercept must be a finite number, but is NaN', { maxRateHz: 100, intercept: Number.NaN }],
  ])('refuses an input: %s', (message, response) => {
    expect(() => tune(response, defaultLif)).toThrow(new RangeError(message));
  });

  for (const law of tuningLaws) holds(law);
});
