import { describe, expect, it } from 'vitest';
import { wrongNoisyRates } from '../../properties/mutants/theory.ts';
import { noisyRateHz } from '../../src/study/theory/noisy-rate.ts';
import { describeSlow } from '../slow.ts';
import { measuredRateLaws, neuron, noisyRateLaws, none } from './noisy-rate-laws.ts';
import { breakLaws } from './wrong-theories.ts';

describe('the rate under a fluctuating current', () => {
  it('shows what the floor does: at mean 0 and strong noise, a neuron fires more than twice as fast with it', () => {
    const rates = [0, -1, -32, none].map((minVoltage) =>
      Math.round(noisyRateHz({ mean: 0, deviation: 25 }, { ...neuron, minVoltage })),
    );
    expect(rates).toEqual([181, 130, 66, 66]);
  });

  for (const [law, check] of Object.entries(noisyRateLaws)) it(law, () => check(noisyRateHz));
});

describeSlow('the rate under a fluctuating current', () => {
  for (const [law, check] of Object.entries(measuredRateLaws)) it(`always ${law}`, () => check(noisyRateHz));

  breakLaws({ ...noisyRateLaws, ...measuredRateLaws }, wrongNoisyRates);
});
