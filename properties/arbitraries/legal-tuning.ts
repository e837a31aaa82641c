import fc from 'fast-check';
import type { TuningInput } from '../../src/conformance/implementation.ts';
import { multiple, positive, sizeUpTo, smallFirst } from './scale.ts';
import { logUniform } from './size.ts';

/** The most rates of most requests, neurons times inputs, because exact rates take long to compute. */
const mostRates = 80;

/**
 * Every field of a request over its legal range. Max rates are up to a 50,000th below 1/τ_ref.
 *
 * @param longest - time from 0 to the threshold at input 1, in τ_rc; after 12, float32 has no digits of the gain, after
 *   24, float64 still has five
 */
export const legalTuning = (longest: 12 | 24 = 12): fc.Arbitrary<TuningInput> =>
  fc
    .record({
      tauRcSeconds: fc.oneof(smallFirst, fc.constant(0.02), positive(1e-3, 0.1), positive(1e-6, 1e3)),
      tauRef: fc.oneof(
        smallFirst,
        fc.constantFrom(0, 0.1, 1).map((times) => (tau: number) => times * tau),
        multiple(1e-3, 100),
      ),
      amplitude: positive(1e-6, 1e6),
      size: size(),
      responses: fc.array(fc.tuple(chargingTime(longest), legalIntercept()), { minLength: 1, maxLength: 7 }),
      inputs: fc.array(legalInput(), { minLength: 3, maxLength: 20 }),
    })
    .map(({ tauRcSeconds, tauRef, amplitude, size: { neurons, points }, responses, inputs }) => {
      const tauRefSeconds = tauRef(tauRcSeconds);
      const own = Array.from({ length: neurons }, (_, n) => responses[n % responses.length] as [number, number]);
      const charging = (time: number) => Math.max(tauRcSeconds * time, 2e-5 * tauRefSeconds);
      return {
        tauRcSeconds,
        tauRefSeconds,
        amplitude,
        maxRatesHz: own.map(([time]) => 1 / (tauRefSeconds + charging(time))),
        intercepts: own.map(([, one]) => one),
        inputs: Array.from({ length: points }, (_, point) => inputs[point % inputs.length] as number),
      };
    });

/** Many neurons, or one with up to 301 inputs. */
const size = () =>
  fc.oneof(
    smallFirst,
    {
      weight: 6,
      arbitrary: fc.tuple(sizeUpTo(300), fc.integer({ min: 1, max: 20 })).map(([neurons, points]) => ({
        neurons,
        points: Math.min(points, Math.max(Math.floor(mostRates / neurons), 1)),
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .oneof(fc.integer({ min: 21, max: mostRates }), fc.constantFrom(129, 257, 301))
        .map((points) => ({ neurons: 1, points })),
    },
  );

/** Time from 0 to the threshold at input 1, in τ_rc. */
const chargingTime = (longest: number) =>
  fc.oneof(
    { weight: 7, arbitrary: chargeTime() },
    { weight: 2, arbitrary: logUniform(1e-5, 1 / 64) },
    { weight: 1, arbitrary: fc.integer({ min: longest / 2 + 1, max: longest }) },
  );

/** Far below 0, and just below 1. */
const legalIntercept = () =>
  fc.oneof(
    { weight: 6, arbitrary: intercept() },
    { weight: 1, arbitrary: logUniform(1e-3, 1 / 16).map((distance) => 1 - distance) },
    { weight: 1, arbitrary: logUniform(4, 1e3).map((size) => -size) },
  );

/** Near 0, huge, and between the fixed values. */
const legalInput = () =>
  fc.oneof(
    { weight: 6, arbitrary: inputValue() },
    { weight: 1, arbitrary: logUniform(10, 1e9) },
    { weight: 1, arbitrary: logUniform(10, 1e9).map((size) => -size) },
    { weight: 1, arbitrary: logUniform(1e-9, 1) },
    { weight: 1, arbitrary: fc.constantFrom(2 ** -1074, 1e-40) },
  );

/** Intercept: sixteenths from −4 to 15/16, Nengo's bounds −1 and 0.9, or 0. */
export function intercept(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(0, 0, -1, 0.9),
    fc.integer({ min: -64, max: 15 }).map((sixteenths) => sixteenths / 16),
  );
}

/**
 * Time from 0 to the threshold at input 1, in τ_rc, from 1/64 to 12. The max rate is then 1/(τ_ref + τ_rc · time),
 * below 1/τ_ref by construction, and the current at input 1 is between 64 and 1 + 6e-6. Gains of slower neurons lose
 * their digits, because 1 − e^z rounds to 1.
 */
export function chargeTime(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 1, max: 64 }).map((n) => n / 64),
    fc.integer({ min: 1, max: 48 }).map((n) => n / 4),
  );
}

/** Input to a neuron, from −8 to 8, with values near 0 and 1 and pixel values. */
function inputValue(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(-1, 0, 1, 2, 10, 255),
    fc.integer({ min: -800, max: 800 }).map((hundredths) => hundredths / 100),
  );
}
