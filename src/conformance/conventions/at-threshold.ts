import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Conventions } from './conventions.ts';
import { type Arithmetic, arithmetics, ruleOf } from './rule.ts';
import { walk } from './walk.ts';

/** An order of operations, and in which precision. */
export type Way = readonly [Arithmetic, PrecisionName];

const inEveryOrder = (precision: PrecisionName): Way[] => arithmetics.map((arithmetic) => [arithmetic, precision]);

/**
 * The ways in which a neuron may have been computed that agrees within the rounding of a precision. Who says float32, or
 * agrees with it, may compute in float64 with constants of float32, or be given weights of it. Of what comes to 1 by ever
 * smaller steps only, nobody can then say whether it fires at 1 or above. Voltages that are all numbers of float32 say that
 * it computes in it.
 *
 * @param answers - all that it answered; none: nothing is known of its voltages
 */
export function waysOf(precision: PrecisionName, answers: readonly NeuronOutput[] = []): readonly Way[] {
  if (precision === 'float64') return inEveryOrder('float64');
  const voltages = answers.flatMap(({ voltage = [] }) => voltage);
  const isOfFloat32 =
    voltages.length > 0 && voltages.every((row) => row.every((value) => Math.fround(value) === value));
  if (isOfFloat32) return inEveryOrder('float32');
  return [...inEveryOrder('float32'), ...inEveryOrder('float64'), ['rounded-input', 'float64']];
}

/** Whether conventions let a neuron fire, or be silent, as another did: in one of several ways. */
export function mayFire(
  conventions: Conventions,
  input: NeuronInput,
  neuron: number,
  ways: readonly Way[],
  fired: boolean,
): boolean {
  const fires = ([arithmetic, precision]: Way) => {
    let fires = false;
    walk(ruleOf(conventions, input, precisions[precision], arithmetic), input, neuron, (_, __, seen) => {
      fires ||= seen > 0;
      return !fires;
    });
    return fires;
  };
  return ways.some((way) => fires(way) === fired);
}
