import type { Conventions } from '../conventions/conventions.ts';
import { canonical, goTogether } from '../conventions/family.ts';
import { simulate } from '../conventions/simulate.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import { agreementOf } from './agreement.ts';
import type { Pair } from './pair.ts';

type Field = keyof Conventions;

/** Which of the rules that differ explain that the answers differ. */
export interface RuleChanges {
  /** The fewest rules that, changed in B to those of A, make it agree with A on the separating input. */
  readonly onSmallest: readonly Field[];
  /** The fewest that make it agree on every input. */
  readonly onAll: readonly Field[];
  /** Number of inputs on which B agrees with A if only the rules for the separating input are changed. */
  readonly agreeingInputs: number;
  /** Number of inputs on which B still differs from A if all these rules but one are changed [rule of onAll]. */
  readonly matters: readonly number[];
}

/**
 * Finds the rules that explain a difference by running the reference under the rules of A, and under those of B with
 * some of A's.
 *
 * @param fields - the rules that differ
 * @param inputs - the separating one first
 * @param what - whether spikes or, for rules that change no spike, voltages must agree
 */
export function explainDifference(
  rules: Pair<Conventions>,
  fields: readonly Field[],
  inputs: readonly [NeuronInput, ...NeuronInput[]],
  what: 'spikes' | 'voltage',
): RuleChanges {
  const expected = inputs.map((input) => simulate(rules.a, input));
  const differs = (some: readonly Field[], index: number) => {
    const input = inputs[index] as NeuronInput;
    const outputs = { a: expected[index] as NeuronOutput, b: simulate(withFields(rules, some), input) };
    return agreementOf(input, outputs, 'float64')[what] !== undefined;
  };
  const indices = inputs.map((_, index) => index);
  const countDiffering = (some: readonly Field[]) => indices.filter((index) => differs(some, index)).length;
  const candidates = (among: readonly Field[]) => subsets(among).filter((some) => goTogether(withFields(rules, some)));

  const onAll = candidates(fields).find((some) => !indices.some((index) => differs(some, index))) ?? fields;
  const enough = candidates(onAll).filter((some) => !differs(some, 0));
  const fewest = enough.filter(({ length }) => length === enough[0]?.length);
  const counted = fewest.map((some) => ({ some, differing: countDiffering(some) }));
  const [best = { some: onAll, differing: 0 }] = counted.toSorted((one, other) => one.differing - other.differing);
  return {
    onSmallest: best.some,
    onAll,
    agreeingInputs: inputs.length - best.differing,
    matters: onAll.map((field) => countDiffering(onAll.filter((one) => one !== field))),
  };
}

/** The rules of B with some of A's. */
function withFields({ a, b }: Pair<Conventions>, fields: readonly Field[]): Conventions {
  return canonical({ ...b, ...Object.fromEntries(fields.map((field) => [field, a[field]])) });
}

/** All subsets except the empty one, the smallest first. */
function subsets(fields: readonly Field[]): Field[][] {
  const all = Array.from({ length: 2 ** fields.length - 1 }, (_, index) =>
    fields.filter((__, field) => ((index + 1) >> field) & 1),
  );
  return all.toSorted((one, other) => one.length - other.length);
}
