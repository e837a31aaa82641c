import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largeNetwork, manyImages, mostProducts } from '../../properties/arbitraries/large-network.ts';
import { twoSeeds } from '../../properties/arbitraries/seeded.ts';
import { chanceAbove, longTail } from '../../properties/arbitraries/size.ts';
import { tunedNeurons, tunedTogether } from '../../properties/arbitraries/tuning.ts';
import { settle } from '../../properties/vectors/settled-network.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
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

  it('finds a fault beyond eight neurons with a probability of 98 % in 25 inputs', () => {
    expect(chanceAbove(8, tunedTogether, 25)).toBeCloseTo(0.986, 2);
    expect(fractionOf(drawn(tunedNeurons()), ({ intercepts }) => intercepts.length > 8)).toBeGreaterThan(oftenEnough);
  });
});

describe('the large networks', () => {
  const networks = fc.sample(largeNetwork(), { numRuns: 300, seed: 1830 });
  const hidden = ({ architecture }: NetworkInput) => architecture.hidden;
  const isBetween = (low: number, high: number, value: number) => low < value && value < high;

  it.each<[string, (input: NetworkInput) => boolean]>([
    ['more than five rows', ({ architecture }) => architecture.input.rows > 5],
    ['more than twelve rows', ({ architecture }) => architecture.input.rows > 12],
    ['kernels above 3 × 3', (one) => hidden(one).some(({ kernelSize }) => kernelSize > 3)],
    ['a stride above 2', (one) => hidden(one).some(({ stride }) => stride > 2)],
    ['four layers', (one) => hidden(one).length > 3],
    ['more than four channels', (one) => hidden(one).some(({ channels }) => channels > 4)],
    ['more than five classes', ({ architecture }) => architecture.classes > 5],
    ['a read-out constant above 0.2 s', ({ architecture }) => architecture.readoutTauSeconds > 0.2],
    ['another membrane time constant', ({ architecture }) => architecture.neuron.tauRcSeconds !== 0.02],
    ['no refractory period', ({ architecture }) => architecture.neuron.tauRefSeconds === 0],
    ['a refractory period below 2 ms', ({ architecture: { neuron } }) => isBetween(0, 0.002, neuron.tauRefSeconds)],
    ['a refractory period above 4 ms', ({ architecture }) => architecture.neuron.tauRefSeconds > 0.004],
  ])('often have %s', (_, holds) => {
    expect(fractionOf(networks, holds)).toBeGreaterThan(oftenEnough);
  });

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

describe('the images that are classified together', () => {
  it('are often more than three, and sometimes more than eight', () => {
    const counts = drawn(manyImages()).map(({ images }) => images.length);
    expect(fractionOf(counts, (count) => count > 3)).toBeGreaterThan(oftenEnough);
    expect(fractionOf(counts, (count) => count > 8)).toBeGreaterThan(0.03);
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
