import fc from 'fast-check';
import { combinations, std } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { chiSquaredTail, cochranTest, commonZigZag, signTest } from '../properties/claims/hypothesis-tests.ts';
import { type RandomStream, randomStream } from '../src/base/random.ts';
import { mean, roughness, standardDeviation } from '../src/study/statistics/statistics.ts';

describe('the sign test', () => {
  it('gives five heads of five a probability of 1/32, and no heads or more certainty', () => {
    expect(signTest(5, 5)).toBeCloseTo(0.03125, 15);
    expect(signTest(0, 7)).toBe(1);
  });

  it('always is the sum of binomial coefficients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(), (tosses, place) => {
        const heads = place % (tosses + 1);
        let ways = 0;
        for (let k = heads; k <= tosses; k++) ways += combinations(tosses, k);
        // 50 factors and logarithms, each within 4 roundoffs of at most 35
        expect(Math.abs(signTest(heads, tosses) / (ways / 2 ** tosses) - 1)).toBeLessThan(50 * 4 * 35 * 2 ** -53);
      }),
    );
  });

  it('adds up terms of which the first are too small for a double', () => {
    expect(signTest(600, 2000)).toBeCloseTo(1, 12);
  });
});

describe('mean and standard deviation', () => {
  it('always agree with mathjs', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (sample) => {
        // 30 squares below 4e6, each within a few roundoffs: 1e-9 is a thousand times that
        expect(standardDeviation(sample)).toBeCloseTo(Number(std(sample)), 9);
        expect(mean(sample)).toBeCloseTo(sample.reduce((sum, value) => sum + value, 0) / sample.length, 9);
      }),
    );
  });
});

describe('the zig-zag of a curve', () => {
  it('is 2 for a curve that jumps by 1, up and down, and 0 for a straight line', () => {
    expect(roughness([0, 1, 0, 1])).toBe(2);
    expect(roughness([1, 3, 5, 7])).toBe(0);
  });

  it('is all in common for equal curves, and not at all on average for unrelated ones', () => {
    const stream = randomStream('0/curves');
    const curve = () => Array.from({ length: 26 }, stream);
    const one = curve();
    expect(commonZigZag([one, one, one])).toBeCloseTo(1, 12);

    // 1,000 samples of 5 curves: a share has a deviation of .1, their mean of .003
    const shares = Array.from({ length: 1000 }, () => commonZigZag([curve(), curve(), curve(), curve(), curve()]));
    expect(Math.abs(mean(shares))).toBeLessThan(0.012);
    expect(Math.max(...shares)).toBeLessThan(0.5);
  });

  it('always ignores a common slope', () => {
    const curves = fc.array(fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 9, maxLength: 9 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(curves, fc.integer({ min: -8, max: 8 }), (flat, slope) => {
        const wavy = flat.map((curve, index) => curve.map((value, point) => value + 32 * ((point + index) % 2)));
        const steep = wavy.map((curve) => curve.map((value, point) => value + slope * point));
        expect(commonZigZag(steep)).toBeCloseTo(commonZigZag(wavy), 12);
      }),
    );
  });
});

describe('Cochran’s test', () => {
  it('finds nothing in runs that are the same, and much in runs of which one is always wrong', () => {
    const right = Uint8Array.from({ length: 60 }, (_, image) => image % 2);
    expect(cochranTest([right, right, right]).p).toBe(1);
    expect(cochranTest([right, right, new Uint8Array(60)]).p).toBeCloseTo(Math.exp(-30), 20);
  });

  it('finds a difference at p < .05 in one of twenty samples in which there is none', () => {
    const stream = randomStream('0/cochran');
    const samples = 2000;
    const found = Array.from({ length: samples }, () => cochranTest(fiveAlike(200, stream)).p).filter((p) => p < 0.05);
    // 100 ± 10, and the chi-squared distribution is an approximation; 5 deviations
    expect(Math.abs(found.length - 100)).toBeLessThan(50);
  });

  it('rejects an odd number of degrees of freedom', () => {
    expect(() => chiSquaredTail(1, 3)).toThrow('degrees must be even, but are 3');
  });
});

/** Five runs that each get an image right with the image's own probability. */
function fiveAlike(images: number, stream: RandomStream): Uint8Array[] {
  const ease = Array.from({ length: images }, stream);
  return Array.from({ length: 5 }, () => Uint8Array.from(ease, (probability) => (stream() < probability ? 1 : 0)));
}
