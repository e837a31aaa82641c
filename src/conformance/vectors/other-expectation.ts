import { type PrecisionName, precisions, unitRoundoff } from '../../base/precision.ts';
import { areNengos } from '../assumption.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { arithmetics } from '../conventions/rule.ts';
import { simulate } from '../conventions/simulate.ts';
import type { NeuronOutput } from '../implementation.ts';
import type { NeuronVector, Vector } from './vector.ts';

/** So many times as far as orders of operations differ from each other, an answer may be from one of them. */
const timesDifference = 8;

/**
 * A vector with what implementations of other conventions should answer. Only neurons follow conventions; others are
 * left as they are. Undefined if orders of operations, or the two precisions, do not agree when it fires.
 */
export function expectUnder(vector: Vector, conventions: Conventions, precision: PrecisionName): Vector | undefined {
  if (areNengos(conventions) || vector.kind !== 'answer' || vector.capability !== 'neuron') return vector;
  const runs = (name: PrecisionName) =>
    arithmetics.map((arithmetic) => simulate(conventions, vector.input, precisions[name], arithmetic));
  const [own, other] = [runs(precision), runs(precision === 'float64' ? 'float32' : 'float64')];
  const [expected] = own as [NeuronOutput, ...NeuronOutput[]];
  const trains = JSON.stringify(expected.spikes);
  if ([...own, ...other].some(({ spikes }) => JSON.stringify(spikes) !== trains)) return undefined;
  // who says float32 may compute some of it, or all, in float64
  const allowed = precision === 'float32' ? [...own, ...other] : own;
  return { ...vector, expected, tolerance: toleranceOf(vector, allowed, precision) };
}

function toleranceOf(
  { tolerance }: NeuronVector,
  runs: readonly NeuronOutput[],
  precision: PrecisionName,
): NeuronVector['tolerance'] {
  const [first] = runs as [NeuronOutput];
  const differences = runs.flatMap(({ voltage = [] }) =>
    voltage.flatMap((row, step) =>
      row.map((value, neuron) => Math.abs(value - (first.voltage?.[step]?.[neuron] ?? 0))),
    ),
  );
  const largest = differences.reduce((most, one) => Math.max(most, one), 0);
  const voltage = tolerance[precision].voltage + timesDifference * largest;
  const absolute = { voltage, spikeHeight: 4 * unitRoundoff[precision] * first.spikeHeight };
  return {
    ...tolerance,
    [precision]: absolute,
    derivation: `${tolerance.derivation}; ${timesDifference} times the difference between orders of operations`,
  };
}
