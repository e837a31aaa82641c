import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largeNetwork, mostProducts } from '../../properties/arbitraries/large-network.ts';
import { twoSeeds } from '../../properties/arbitraries/seeded.ts';
import { chanceAbove, longTail } from '../../properties/arbitraries/size.ts';
import { settle } from '../../properties/vectors/settled-network.ts';
import { productsPerStep } from '../../src/simulator/network/architecture.ts';
import { drawn, fractionOf } from './sample.ts';

/** Finds a fault that shows on this fraction of the inputs with a probability of 93 % in 25 inputs. */
const oftenEnough = 0.1;

describe('a size with a long tail', () => {
  const size = { least: 1, usual: 3, most: 64 };

  it('is usually small, and sometimes large in any order of magnitude', () => {
    const sizes = drawn(longTail(size));
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([1, 64]);
    expect(fractionOf(sizes, (one) => one <= 3)).toBeGreaterThan(0.7);
    expect(fractionOf(sizes, (one) => one > 32)).toBeGreaterThan(0.03);
  });

  it.each([3, 8, 24, 48])('is above %d as often as the formula says', (n) => {
    // Hoeffding: 1,000 draws deviate by more than 0.11 with a probability below 1e-10
    const got = fractionOf(drawn(longTail(size)), (one) => one > n);
    expect(Math.abs(got - chanceAbove(n, size, 1))).toBeLessThan(0.11);
  });
});

describe('the large networks', () => {
  const networks = fc.sample(largeNetwork(), { numRuns: 300, seed: 1830 });

  it('never take long', () => {
    expect(Math.max(...networks.map(({ architecture }) => productsPerStep(architecture)))).toBeLessThanOrEqual(
      mostProducts,
    );
  });

  it('mostly leave nothing to rounding, even in float32', async () => {
    const settled: boolean[] = [];
    for (const input of networks.slice(0, 40)) settled.push((await settle(input, 'float32')) !== undefined);
    expect(fractionOf(settled, (is) => is)).toBeGreaterThan(0.8);
  });
});

describe('the pairs of seeds', () => {
  const pairs = drawn(twoSeeds());

  it.each([2 ** 31 - 1, 2 ** 32 - 1])('are two different seeds from 0 to %i if that is the largest one', (largest) => {
    const areRight = drawn(twoSeeds(largest)).map(([one, other]) => 0 <= one && one < other && other <= largest);
    expect(areRight).not.toContain(false);
  });

  it.each<[string, (one: number, other: number) => boolean]>([
    ['the last three digits', (one, other) => one % 1000 === other % 1000],
    ['the last 16 bits', (one, other) => one % 2 ** 16 === other % 2 ** 16],
    ['the last 32 bits', (one, other) => one % 2 ** 32 === other % 2 ** 32],
  ])('are different whole numbers that often have %s in common', (_, areEqual) => {
    expect(
      pairs.filter(([one, other]) => one === other || !Number.isSafeInteger(one) || !Number.isSafeInteger(other)),
    ).toEqual([]);
    expect(fractionOf(pairs, ([one, other]) => areEqual(one, other))).toBeGreaterThan(oftenEnough);
  });
});
