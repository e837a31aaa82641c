import { describe, expect, it } from 'vitest';
import { lowPassLaws } from '../../properties/synapse/low-pass.ts';
import { float32 } from '../../src/base/precision.ts';
import { filterLowPass, lowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import { holds } from '../holds.ts';

describe('a low-pass filter', () => {
  const readOut = { dtSeconds: 0.001, tauSeconds: 0.1 };

  it('adds 0.995 % of its input per millisecond if its time constant is 0.1 s', () => {
    const { keep, take } = lowPassConstants(readOut);
    expect(keep).toBe(0.9900498337491681);
    expect(take).toBe(0.009950166250831947);
    expect(stepLowPass(0, 1, lowPassConstants(readOut))).toBe(take);
  });

  it('starts at 0 and lags one step', () => {
    expect(filterLowPass([1, 1, 1], readOut)).toEqual([0, 0.009950166250831947, 0.0198013266932447]);
  });

  it('rounds each operation in float32', () => {
    expect(filterLowPass([1, 1, 1], readOut, float32)).toEqual([0, 0.009950166568160057, 0.019801326096057892]);
  });

  for (const law of lowPassLaws) holds(law);
});
