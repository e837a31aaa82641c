import { describe, expect, it } from 'vitest';
import { noisyRateHz } from '../../src/study/theory/noisy-rate.ts';
import { neuron, noisyRateLaws, none } from './noisy-rate-laws.ts';

describe('the rate under a fluctuating current', () => {
  it('shows what the floor does: at mean 0 and strong noise, a neuron fires more than twice as fast with it', () => {
    const rates = [0, -1, -32, none].map((minVoltage) =>
      Math.round(noisyRateHz({ mean: 0, deviation: 25 }, { ...neuron, minVoltage })),
    );
    expect(rates).toEqual([181, 130, 66, 66]);
  });

  for (const [law, check] of Object.entries(noisyRateLaws)) it(law, () => check(noisyRateHz));
});
