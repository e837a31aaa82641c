import type { SeededOutput, SynapseOutput, TuningOutput } from '../implementation.ts';
import type { Comparison } from './comparison.ts';
import { type Divergence, isNear } from './level-of-output.ts';
import type { SeededQuantity, SeededVector, SynapseVector } from './vector.ts';

/** Numbers, or lists of them, or lists of lists. */
export type Numbers = number | readonly Numbers[];

/** Compares what was tuned: gain and bias first, from which the rest follows. */
export function compareTuned(expected: TuningOutput, got: TuningOutput, allowed: TuningOutput): Comparison {
  const fields = ['gain', 'bias', 'ratesHz', 'outputs'] as const;
  return found(
    fields.map((field) => firstOff(field, expected[field], got[field], allowed[field])),
    fields.every((field) => areSameNumbers(expected[field], got[field])),
  );
}

/** Compares filtered signals, and by how many steps they lag. */
export function compareFiltered(
  expected: SynapseOutput,
  got: SynapseOutput,
  allowed: SynapseVector['tolerance']['float64'],
): Comparison {
  return found(
    [
      firstOff('lagSteps', expected.lagSteps, got.lagSteps, 0),
      firstOff('filtered', expected.filtered, got.filtered, allowed.filtered),
    ],
    areSameNumbers(expected.filtered, got.filtered),
  );
}

/** Compares where drawn values lie. Nothing can be the same to the bit: every implementation draws others. */
export function compareSpread(
  { input, expected }: SeededVector,
  got: SeededOutput,
  allowed: SeededVector['tolerance']['float64'],
): Comparison {
  const quantities = ['gain', 'bias', 'initialVoltage'] as const;
  const off = quantities.map((quantity) => spreadOff(quantity, got[quantity]));
  return found(off, false);

  function spreadOff(quantity: SeededQuantity, values: readonly number[]): Divergence | undefined {
    const { low, high, mean } = expected[quantity];
    if (values.length !== input.neurons) return { stage: quantity, expected: input.neurons, got: values.length };
    const rounding = allowed[quantity];
    const outside = values.findIndex((value) => !(value >= low - rounding && value <= high + rounding));
    if (outside >= 0) {
      return { stage: quantity, neuron: outside, expected: `${low} … ${high}`, got: values[outside] };
    }
    const came = values.reduce((sum, value) => sum + value, 0) / values.length;
    // the sum is rounded once for every value
    const ofSum = values.length * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
    const isCentred = Math.abs(came - mean) <= allowed.mean * (high - low) + rounding + ofSum;
    return isCentred ? undefined : { stage: `mean of ${quantity}`, expected: mean, got: came };
  }
}

function found(divergences: readonly (Divergence | undefined)[], isSame: boolean): Comparison {
  const divergence = divergences.find((one) => one !== undefined);
  if (divergence !== undefined) return { level: { name: 'none' }, divergence };
  return { level: { name: isSame ? 'bits' : 'steps' } };
}

/** The first number that is farther off than allowed; lists of other lengths are off. `allowed` is one number or one for each. */
export function firstOff(stage: string, expected: Numbers, got: unknown, allowed: Numbers): Divergence | undefined {
  if (typeof expected === 'number') {
    const near = typeof got === 'number' && isNear(expected, got, allowed as number);
    return near ? undefined : { stage, expected, got };
  }
  if (!Array.isArray(got) || got.length !== expected.length) {
    return { stage, expected: `${expected.length} values`, got: Array.isArray(got) ? `${got.length} values` : got };
  }
  for (const [place, value] of expected.entries()) {
    const ofPlace = typeof allowed === 'number' ? allowed : (allowed[place] as Numbers);
    const off = firstOff(`${stage}[${place}]`, value, got[place], ofPlace);
    if (off !== undefined) return off;
  }
  return undefined;
}

/** Whether two are the same, number by number; −0 is 0. */
export function areSameNumbers(one: Numbers, other: unknown): boolean {
  if (typeof one === 'number') return one === other;
  return (
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((value, place) => areSameNumbers(value, other[place]))
  );
}
