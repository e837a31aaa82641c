import fc from 'fast-check';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput } from '../../src/conformance/implementation.ts';
import { longTail } from './size.ts';

/** The largest seed, because larger whole numbers are not exact in JSON. */
export const largestSeed: number = 2 ** 53 - 1;

/**
 * A seed: a small number, such as people choose, or any number of up to 31 or 53 bits.
 *
 * @param largest - the largest one, 2³¹ − 1 or more
 */
export function seed(largest: number = largestSeed): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.integer({ min: Math.min(2 ** 31, largest), max: largest }),
  );
}

/**
 * Two seeds that differ by up to 100, by a power of two, or by a power of ten: a simulator that truncates seeds makes
 * such seeds equal.
 */
export function twoSeeds(largest: number = largestSeed): fc.Arbitrary<[number, number]> {
  const apart = fc.oneof(fc.integer({ min: 1, max: 100 }), powerOf(2, largest), powerOf(10, largest));
  return fc
    .tuple(seed(largest), apart)
    .map(([one, distance]) => (one + distance > largest ? [one - distance, one] : [one, one + distance]));
}

/** A power of a base of at most half the largest seed, so that it can be added to or subtracted from any seed. */
function powerOf(base: number, largest: number): fc.Arbitrary<number> {
  const powers = [1];
  while ((powers.at(-1) as number) * base <= (largest + 1) / 2) powers.push((powers.at(-1) as number) * base);
  return fc.integer({ min: 0, max: powers.length - 1 }).map((exponent) => powers[exponent] as number);
}

/** Max rates of a neuron with τ_ref 2 ms, below its limit of 500 Hz. */
function maxRates(): fc.Arbitrary<Distribution> {
  return fc.oneof(
    fc.constant<Distribution>({ kind: 'choice', values: [100] }),
    fc.constant<Distribution>({ kind: 'uniform', low: 200, high: 400 }),
    uniform(20, 480, 20),
  );
}

/** Intercepts: sixteenths from −2 to 15/16, or Nengo's −1 … 0.9. */
function intercepts(): fc.Arbitrary<Distribution> {
  return fc.oneof(fc.constant<Distribution>({ kind: 'uniform', low: -1, high: 0.9 }), uniform(-2, 0.9375, 0.0625));
}

/** Initial voltages from −1 to 1. */
function voltages(): fc.Arbitrary<Distribution> {
  return fc.oneof(fc.constant<Distribution>({ kind: 'uniform', low: 0, high: 1 }), uniform(-1, 1, 0.125));
}

/** Numbers of neurons that are drawn together. */
export const drawnTogether = { least: 1, usual: 12, most: 100 } as const;

/** One to twelve neurons, and one time in four up to 100, with random rates, intercepts and voltages. */
export function seededNeurons(largest?: number): fc.Arbitrary<SeededInput> {
  return fc
    .record({
      seed: seed(largest),
      neurons: longTail(drawnTogether),
      maxRatesHz: maxRates(),
      intercepts: intercepts(),
      initialVoltage: voltages(),
    })
    .map((drawn) => ({ tauRcSeconds: 0.02, tauRefSeconds: 0.002, ...drawn }));
}

/** Uniform between two different multiples of a step. */
function uniform(least: number, most: number, step: number): fc.Arbitrary<Distribution> {
  const steps = Math.round((most - least) / step);
  return fc
    .tuple(fc.integer({ min: 0, max: steps - 1 }), fc.nat({ max: steps - 1 }))
    .map(([from, width]) => [from, Math.min(from + 1 + width, steps)] as const)
    .map(([from, to]) => ({ kind: 'uniform', low: least + step * from, high: least + step * to }));
}
