import { describe, it } from 'vitest';
import { wrongNoisyRates } from '../../properties/mutants/theory.ts';
import { noisyRateHz } from '../../src/study/theory/noisy-rate.ts';
import { measuredRateLaws, noisyRateLaws } from './noisy-rate-laws.ts';
import { breakLaws } from './wrong-theories.ts';

describe('the rate under a fluctuating current', () => {
  for (const [law, check] of Object.entries(measuredRateLaws)) it(`always ${law}`, () => check(noisyRateHz));

  breakLaws({ ...noisyRateLaws, ...measuredRateLaws }, wrongNoisyRates);
});
