import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SharedImagesCoverage } from '../../scripts/coverage-of-images.ts';
import { type ErrorRates, simulatedClaims } from '../../scripts/write-error-rates.ts';

const { claims, sharedImages } = JSON.parse(readFileSync('fixtures/studies/error-rates.json', 'utf8')) as {
  readonly claims: readonly ErrorRates[];
  readonly sharedImages: readonly SharedImagesCoverage[];
};
/** 5 %, and four standard deviations of a fraction of 2,000 samples. */
const oneInTwenty = 0.07;

describe('a verdict about a claim, on new seeds', () => {
  it('is simulated for every claim that statistics decide', () => {
    expect(claims.map(({ claim }) => claim)).toEqual(simulatedClaims.map(({ claim }) => claim));
  });

  it.each(claims)('$claim: rarely refuses what was measured, and accepts it in most studies', ({ asMeasured }) => {
    expect(asMeasured.fails).toBeLessThan(0.01);
    expect(asMeasured.holds).toBeGreaterThan(0.75);
  });

  it.each(claims)(
    '$claim: accepts what is just false in at most one of 20 studies, and can refuse it',
    ({ ifFalse }) => {
      expect(ifFalse.holds).toBeLessThan(oneInTwenty);
      expect(ifFalse.fails).toBeGreaterThan(0.02);
    },
  );
});

describe('the interval that decides a claim', () => {
  const withInterval = claims.filter(({ coverage }) => coverage !== undefined);

  it('is simulated for every claim except C6, which a test without an interval decides', () => {
    expect(claims.filter((one) => !withInterval.includes(one)).map(({ claim }) => claim)).toEqual(['C6']);
  });

  it.each(withInterval)('$claim: contains the truth as often as stated if seeds are normal', ({ coverage }) => {
    const { stated, normal } = coverage as NonNullable<ErrorRates['coverage']>;
    // four standard deviations of a fraction of 10,000 samples
    expect(Math.abs(normal - stated)).toBeLessThan(4 * Math.sqrt((stated * (1 - stated)) / 10_000));
  });

  it.each(withInterval)('$claim: contains it nearly as often with the values of saved seeds', ({ coverage }) => {
    const { stated, resampled } = coverage as NonNullable<ErrorRates['coverage']>;
    expect(resampled).toBeGreaterThan(stated - 0.06);
  });

  it.each(withInterval.filter(({ claim }) => claim !== 'C9'))(
    '$claim: contains it at least as often with heavy tails, because it is one of means',
    ({ coverage }) => {
      const { stated, heavyTails } = coverage as NonNullable<ErrorRates['coverage']>;
      expect(heavyTails).toBeGreaterThan(stated - 0.01);
    },
  );
});

describe('the interval of a mean over seeds that share their images', () => {
  it.each(sharedImages)('contains the mean on these images at amplitude $amplitude', ({ onTheseImages }) => {
    // four standard deviations of a fraction of 1,000 samples
    expect(Math.abs(onTheseImages - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 1000));
  });

  it('also contains the mean on all images if seeds differ more than choices of images, otherwise only if widened', () => {
    const [first, last] = sharedImages as [SharedImagesCoverage, SharedImagesCoverage];
    expect(first.deviation.images).toBeGreaterThan(first.deviation.seeds);
    expect(first.onAllImages).toBeLessThan(0.9);
    expect(last.deviation.images).toBeLessThan(last.deviation.seeds / 5);
    expect(last.onAllImages).toBeGreaterThan(0.93);
    expect(Math.min(first.onAllImagesWidened, last.onAllImagesWidened)).toBeGreaterThan(0.93);
  });
});
