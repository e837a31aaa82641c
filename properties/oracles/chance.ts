import { expm1, log, log1p, power } from '../../src/base/elementary.ts';

/**
 * Probability that a correct implementation exceeds one of the limits below. A law of 100 runs with two such checks is
 * wrongly refuted for at most one seed in five million.
 */
const falseAlarm = 1e-9;

/**
 * Largest plausible distance of the distribution of n uniform draws from the uniform one.
 *
 *   P(sup |F_n − F| > ε) ≤ 2 e^(−2nε²)
 *
 * @see Dvoretzky, Kiefer and Wolfowitz (1956), with the constant of Massart (1990)
 */
export function uniformLimit(draws: number): number {
  return Math.sqrt(log(2 / falseAlarm) / (2 * draws));
}

/**
 * Distance from its expectation within which the number of n draws that take a value is implausible for all of some
 * repetitions; p is the probability of the value. At most 2w + 1 numbers are within w of the expectation:
 *
 *   P(number = k) < 1/√(2e·np(1 − p)) for each k,   P(|number − np| ≤ w, each time) < ((2w + 1)/√(2e·np(1 − p)))^times
 *
 * @see Herzog (1947), Upper bound for terms of the binomial expansion
 */
export function evenLimit(draws: number, probability: number, times: number): number {
  const numbers = Math.sqrt(2 * Math.E * draws * probability * (1 - probability)) * power(falseAlarm, 1 / times);
  return (numbers - 1) / 2;
}

/** Rounding in float32 moves an intercept recovered from gain and bias by less than this. */
const edgeTolerance = 1e-6;

/** |F_n − F| of draws from 0 … 1, the largest at multiples of 2⁻¹⁶, or infinity if a draw is outside or not a number. */
export function distanceFromUniform(draws: ArrayLike<number>): number {
  const counts = new Uint32Array(2 ** 16); // sorting takes ten times as long
  for (let index = 0; index < draws.length; index++) {
    const value = draws[index] as number;
    if (!(value > -edgeTolerance && value < 1 + edgeTolerance)) return Number.POSITIVE_INFINITY;
    const cell = Math.min(Math.max(Math.floor(value * counts.length), 0), counts.length - 1);
    counts[cell] = (counts[cell] as number) + 1;
  }
  let [below, largest] = [0, 0];
  for (const [cell, count] of counts.entries()) {
    below += count;
    largest = Math.max(largest, Math.abs(below / draws.length - (cell + 1) / counts.length));
  }
  return largest;
}

/**
 * Largest plausible mean of n products of independent draws from −1 … 1.
 *
 *   P(|mean| > ε) ≤ 2 e^(−nε²/2)
 *
 * @see Hoeffding (1963)
 */
export function correlationLimit(draws: number): number {
  return Math.sqrt((2 * log(2 / falseAlarm)) / draws);
}

/**
 * How far the number of different cells among n draws of `cells` equally likely ones is from its expectation, in units
 * of the largest plausible distance. One draw changes the number by at most 1.
 *
 *   expected = cells · (1 − (1 − 1/cells)^n),   P(|number − expected| > ε) ≤ 2 e^(−2ε²/n)
 *
 * @see McDiarmid (1989)
 */
export function surpriseOfCells(drawn: ArrayLike<number>, cells: number): number {
  const expected = -cells * expm1(drawn.length * log1p(-1 / cells));
  const limit = Math.sqrt((drawn.length * log(2 / falseAlarm)) / 2);
  const isMet = new Uint8Array(cells); // a set of numbers is ten times as slow
  let met = 0;
  for (let index = 0; index < drawn.length; index++) {
    const cell = drawn[index] as number;
    if (isMet[cell] === 0) met++;
    isMet[cell] = 1;
  }
  return Math.abs(met - expected) / limit;
}

/**
 * Number of draws after which each of `count` equally likely values has occurred.
 *
 *   P(one is missing) ≤ count · (1 − 1/count)^n
 */
export function enoughToMeetAll(count: number): number {
  return Math.ceil(log(falseAlarm / count) / log(1 - 1 / count));
}
