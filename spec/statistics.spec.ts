import fc from 'fast-check';
import { combinations } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { chiSquaredTail, cochranTest, signTest } from '../properties/observed/hypothesis-tests.ts';
import { type RandomStream, randomStream } from '../src/base/random.ts';
import { roughness } from '../src/study/statistics/statistics.ts';
import { commonZigZag } from '../src/study/statistics/zig-zag.ts';

describe('the sign test', () => {
  it('is always a sum of binomial coefficients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(), (tosses, number) => {
        const heads = number % (tosses + 1);
        let ways = 0;
        for (let k = heads; k <= tosses; k++) ways += combinations(tosses, k);
        // 50 factors and logarithms of at most 35, each within 4 rounding errors
        expect(Math.abs(signTest(heads, tosses) / (ways / 2 ** tosses) - 1)).toBeLessThan(50 * 4 * 35 * 2 ** -53);
      }),
    );
  });

  it('works even if the first terms underflow in float64', () => {
    expect(signTest(600, 2000)).toBeCloseTo(1, 12);
  });
});

describe('the zig-zag of a curve', () => {
  it('is 2 for a curve that alternates between 0 and 1, and 0 for a straight line', () => {
    expect(roughness([0, 1, 0, 1])).toBe(2);
    expect(roughness([1, 3, 5, 7])).toBe(0);
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
  it('gives 1 for equal runs, and almost 0 if one run is always wrong', () => {
    const right = Uint8Array.from({ length: 60 }, (_, image) => image % 2);
    expect(cochranTest([right, right, right]).p).toBe(1);
    expect(cochranTest([right, right, new Uint8Array(60)]).p).toBeCloseTo(Math.exp(-30), 20);
  });

  it('gives p < 0.05 in one of twenty samples without a difference', () => {
    const stream = randomStream('0/cochran');
    const samples = 400;
    const found = Array.from({ length: samples }, () => cochranTest(fiveAlike(200, stream)).p).filter((p) => p < 0.05);
    // 20 ± 4.4 are expected; four standard deviations
    expect(Math.abs(found.length - 20)).toBeLessThan(18);
  });

  it('refuses an odd number of degrees of freedom', () => {
    expect(() => chiSquaredTail(1, 3)).toThrow('degrees must be even, but are 3');
  });
});

/** Five runs that classify each image correctly with the same probability, which differs between images. */
function fiveAlike(images: number, stream: RandomStream): Uint8Array[] {
  const ease = Array.from({ length: images }, stream);
  return Array.from({ length: 5 }, () => Uint8Array.from(ease, (probability) => (stream() < probability ? 1 : 0)));
}
