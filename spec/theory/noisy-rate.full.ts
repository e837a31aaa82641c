import { describe, expect, it } from 'vitest';
import { wrongNoisyRates } from '../../properties/mutants/theory.ts';
import { noisyRateHz } from '../../src/study/theory/noisy-rate.ts';
import { measuredRateLaws, noisyRateLaws } from './noisy-rate-laws.ts';

const laws = { ...noisyRateLaws, ...measuredRateLaws };

describe('the rate under a fluctuating current', () => {
  for (const [law, check] of Object.entries(measuredRateLaws)) it(`always ${law}`, () => check(noisyRateHz));
});

describe('a wrong theory', () => {
  const broken = Object.entries(wrongNoisyRates).map(([mistake, rate]) => ({
    mistake,
    laws: Object.entries(laws)
      .filter(([, check]) => fails(() => check(rate)))
      .map(([law]) => law),
  }));

  it.each(broken)('that $mistake breaks a law', ({ laws }) => expect(laws).not.toEqual([]));

  it('exists for every law', () => {
    expect(Object.keys(laws).filter((law) => broken.every(({ laws }) => !laws.includes(law)))).toEqual([]);
  });
});

function fails(check: () => void): boolean {
  try {
    check();
    return false;
  } catch {
    return true;
  }
}
