import fc from 'fast-check';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput } from '../../src/conformance/implementation.ts';
import { chargeTime, intercept } from './legal-tuning.ts';
import { multiple, positive, smallFirst } from './scale.ts';
import { logUniform, longTail } from './size.ts';

/** The largest seed, because larger whole numbers are not exact in JSON. */
export const largestSeed: number = 2 ** 53 - 1;

/**
 * A seed: a small number, such as people choose, or any number of up to 31 or 53 bits.
 *
 * @param largest - the largest one, about 2³¹ or more
 */
export function seed(largest: number = largestSeed): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: Math.min(2 ** 31 - 1, largest) }),
    fc.integer({ min: Math.min(2 ** 31, largest), max: largest }),
  );
}

/** Prime moduli of hashes and generators: of 16, 31, 32 and 53 bits, and such as people choose. */
const primes = [65_521, 999_983, 1_000_003, 1_000_000_007, 2 ** 31 - 1, 2 ** 32 - 5, 2 ** 53 - 111];

/** Seeds with which libraries replace a seed of 0 or none. */
const defaults = [1, 42, 123, 1234, 5489, 4357, 0xdeadbeef];

/**
 * Groups of seeds of which a simulator joins the first one with another if it truncates, rounds or hashes seeds: they
 * differ by up to 100, by a power of two or ten, or by a prime modulus; their halves are swapped or the same; or they are
 * 0 and common defaults.
 */
export function seedsToJoin(largest: number = largestSeed): fc.Arbitrary<readonly (readonly [number, ...number[]])[]> {
  // what is at most half the largest can be added to or subtracted from any seed
  const distances = [...powersOf(2, largest), ...powersOf(10, largest), ...primes].filter(
    (one) => one <= (largest + 1) / 2,
  );
  return fc
    .tuple(seed(largest), fc.integer({ min: 1, max: 100 }), fc.nat({ max: Math.min(2 ** 32 - 1, largest) }))
    .map(([one, near, halves]) => [
      [one, ...[near, ...distances].map((far) => (one + far > largest ? one - far : one + far))],
      [halves, ...withHalvesOf(halves).filter((other) => other !== halves && other <= largest)],
      [0, ...defaults],
    ]);
}

/** Seeds of 32 bits that a program takes for one if it adds or combines their halves, or uses one of them. */
function withHalvesOf(seed: number): number[] {
  const [high, low] = [Math.floor(seed / 2 ** 16), seed % 2 ** 16];
  const combined = (high ^ low) >>> 0;
  return [...new Set([2 ** 16 * low + high, combined, 2 ** 16 * combined, 2 ** 16 * high, low, high + low])];
}

/** That many of some values, in any order. */
export const someOf = (values: readonly number[], count: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray([...values], { minLength: count, maxLength: count });

function powersOf(base: number, most: number): number[] {
  const powers = [1];
  while ((powers.at(-1) as number) < most) powers.push(base * (powers.at(-1) as number));
  return powers;
}

/** Every field of a request over its legal range. Max rates are those that a neuron reaches in its charging time. */
export function legalSeeded(largest?: number): fc.Arbitrary<SeededInput> {
  return fc
    .record({
      seed: seed(largest),
      neurons: longTail({ least: 1, usual: 12, most: 100 }),
      tauRcSeconds: fc.oneof(smallFirst, fc.constant(0.02), positive(1e-3, 0.1), positive(1e-6, 1e3)),
      tauRef: fc.oneof(
        smallFirst,
        fc.constantFrom(0.1, 0, 1).map((times) => (tau: number) => times * tau),
        multiple(1e-3, 10),
      ),
      // at input 1, the current of a slower neuron is so close to 1 that its rate has no digits in float32
      chargeTimes: distribution(chargeTime().map((time) => Math.min(time, 6))),
      intercepts: distribution(fc.oneof({ weight: 6, arbitrary: nearOne() }, minus(logUniform(4, 100)))),
      initialVoltage: distribution(fc.oneof({ weight: 6, arbitrary: voltage() }, minus(logUniform(1, 1000)))),
    })
    .map(({ tauRef, chargeTimes, ...drawn }) => {
      const { tauRcSeconds } = drawn;
      const tauRefSeconds = tauRef(tauRcSeconds);
      const rateHz = (time: number) => 1 / (tauRefSeconds + tauRcSeconds * time);
      const maxRatesHz: Distribution =
        chargeTimes.kind === 'choice'
          ? { kind: 'choice', values: chargeTimes.values.map(rateHz) }
          : { kind: 'uniform', low: rateHz(chargeTimes.high), high: rateHz(chargeTimes.low) };
      return { ...drawn, tauRefSeconds, maxRatesHz };
    });
}

/** Above the 0.9 that Nengo recommends as the largest. */
const nearOne = () => intercept().map((one) => (one === 0.9 ? 0.99 : one));

const voltage = () => fc.integer({ min: -16, max: 16 }).map((sixteenths) => sixteenths / 16);

const minus = (size: fc.Arbitrary<number>) => size.map((value) => -value);

/** A range, or a list of up to 40 values, of which some may be equal. */
function distribution(value: fc.Arbitrary<number>): fc.Arbitrary<Distribution> {
  const range = fc
    .tuple(value, value)
    .filter(([one, other]) => one !== other)
    .map(([one, other]): Distribution => ({ kind: 'uniform', low: Math.min(one, other), high: Math.max(one, other) }));
  const list = fc
    .array(value, { minLength: 1, maxLength: 40 })
    .map((values): Distribution => ({ kind: 'choice', values }));
  return fc.oneof(range, list);
}
