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

  it('is refused if the gain is too small for a number', () => {
    expect(() => tune({ maxRateHz: 1, intercept: 0 }, defaultLif)).toThrow('gain for maxRateHz 1 must be a finite');
  });

  for (const law of tuningLaws) holds(law);
});
