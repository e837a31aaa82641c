import { log } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput } from '../../src/conformance/implementation.ts';
import type { SeededVector, Spread } from '../../src/conformance/vectors/vector.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { tuningError } from '../oracles/rate.ts';
import { type CapabilityFields, description, type VectorCase } from './description.ts';

export const seededFields: CapabilityFields<'seeded'> = {
  capability: 'seeded',
  rules: { generator: 'any', seed: 'draws depend on nothing else' },
  units: 'seconds, hertz; gain, bias, intercept and voltage dimensionless',
};

/** Probability that a correct implementation fails a vector, over all seeds: at most this. */
const falseAlarm = 1e-9;

/** A vector of drawn neurons: bounds and means. */
export function seededAnswer(one: VectorCase<SeededInput>): SeededVector {
  const { input } = one;
  // P(|mean − expected| ≥ ε · width) ≤ 2 e^(−2nε²)
  const mean = Math.sqrt(log(2 / falseAlarm) / (2 * input.neurons));
  const allowed = (u: number) => ({ ...roundingOf(input, u), mean });
  return {
    ...description(seededFields, { ...one, origin: 'analytic' }),
    kind: 'answer',
    input,
    expected: spreadsOf(input),
    tolerance: {
      float64: allowed(unitRoundoff.float64),
      float32: allowed(unitRoundoff.float32),
      derivation: `bounds: first-order rounding error (properties/oracles/rate.ts); mean: Hoeffding (1963), a false alarm at most once in ${1 / falseAlarm} seeds`,
    },
  };
}

/** The largest rounding error of all values that can be drawn. */
function roundingOf(input: SeededInput, u: number) {
  const errors = ends(input.maxRatesHz).flatMap((maxRateHz) =>
    ends(input.intercepts).map((intercept) => {
      const { gain } = tune({ maxRateHz, intercept }, input);
      const error = tuningError({ maxRateHz, intercept }, input, u);
      return { gain: 2 * error.gain * gain, bias: 2 * error.bias };
    }),
  );
  const largest = (values: readonly number[]) => Math.max(...values);
  return {
    gain: largest(errors.map(({ gain }) => gain)),
    bias: largest(errors.map(({ bias }) => bias)),
    initialVoltage: u * largest(ends(input.initialVoltage).map(Math.abs)),
  };
}

function spreadsOf(input: SeededInput): SeededVector['expected'] {
  const [rates, intercepts] = [quantiles(input.maxRatesHz), quantiles(input.intercepts)];
  const tunings = rates.flatMap((maxRateHz) => intercepts.map((intercept) => tune({ maxRateHz, intercept }, input)));
  const possible = ends(input.maxRatesHz).flatMap((maxRateHz) =>
    ends(input.intercepts).map((intercept) => tune({ maxRateHz, intercept }, input)),
  );
  const spread = (values: readonly number[], drawn: readonly number[]): Spread => ({
    low: Math.min(...values),
    high: Math.max(...values),
    mean: Math.min(...values) === Math.max(...values) ? (values[0] as number) : mean(drawn),
  });
  return {
    gain: spread(
      possible.map(({ gain }) => gain),
      tunings.map(({ gain }) => gain),
    ),
    bias: spread(
      possible.map(({ bias }) => bias),
      tunings.map(({ bias }) => bias),
    ),
    initialVoltage: spread(ends(input.initialVoltage), quantiles(input.initialVoltage)),
  };
}

/** Gain and bias are monotonic in rate and intercept, so their bounds are at the ends. */
const ends = (drawn: Distribution): readonly number[] =>
  drawn.kind === 'choice' ? drawn.values : [drawn.low, drawn.high];

/** Equally likely values: the middles of ten thousand equal parts of a range. */
function quantiles(drawn: Distribution): readonly number[] {
  if (drawn.kind === 'choice') return drawn.values;
  const parts = 10_000;
  return Array.from({ length: parts }, (_, part) => drawn.low + ((part + 0.5) / parts) * (drawn.high - drawn.low));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
