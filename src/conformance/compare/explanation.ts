import type { Conventions } from '../conventions/conventions.ts';
import { canonical, goTogether } from '../conventions/family.ts';
import { simulate } from '../conventions/simulate.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import { agreementOf } from './agreement.ts';
import type { Pair } from './pair.ts';

type Field = keyof Conventions;

/** Which of the differing rules explain why the answers differ. */
export interface RuleChanges {
  /** The fewest rules of A with which B agrees with A on the separating input. */
  readonly onSmallest: readonly Field[];
  /** The fewest that make it agree on every input. */
  readonly onAll: readonly Field[];
  /** Number of inputs on which B agrees with A if only the rules for the separating input are changed. */
  readonly agreeingInputs: number;
  /**
   * Number of inputs on which B still differs from A if all these rules except one are changed. If the rules cannot
   * then be combined, the number of inputs on which the unchanged B differs [rule of onAll].
   */
  readonly matters: readonly number[];
}

/**
 * Finds the rules that explain a difference by running the reference under the rules of A, and under the rules of B
 * with some of them replaced by A's.
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
  const unions = (of: readonly (readonly Field[])[]) =>
    subsets(of)
      .map((some) => some.flat())
      .filter((some) => goTogether(withFields(rules, some)));

  const all = unitsOf(fields);
  const onAll = unions(all).find((some) => !indices.some((index) => differs(some, index))) ?? fields;
  const enough = unions(unitsOf(onAll)).filter((some) => !differs(some, 0));
  const fewest = enough.filter(({ length }) => length === enough[0]?.length);
  const counted = fewest.map((some) => ({ some, differing: countDiffering(some) }));
  const [best = { some: onAll, differing: 0 }] = counted.toSorted((one, other) => one.differing - other.differing);
  const countWithout = (field: Field) => {
    const others = unitsOf(onAll).filter((unit) => !unit.includes(field));
    // not all rules can be combined: a refractory period in parts of a step needs a scaled input
    return countDiffering(goTogether(withFields(rules, others.flat())) ? others.flat() : []);
  };
  return {
    onSmallest: best.some,
    onAll,
    agreeingInputs: inputs.length - best.differing,
    matters: onAll.map(countWithout),
  };
}

/** Fields that are changed together: what a spike resets to, and when. */
function unitsOf(fields: readonly Field[]): Field[][] {
  const together: readonly Field[] = ['reset', 'resetTime'];
  const reset = fields.filter((field) => together.includes(field));
  const rest = fields.filter((field) => !together.includes(field)).map((field) => [field]);
  return reset.length === 0 ? rest : [reset, ...rest];
}

function withFields({ a, b }: Pair<Conventions>, fields: readonly Field[]): Conventions {
  return canonical({ ...b, ...Object.fromEntries(fields.map((field) => [field, a[field]])) });
}

/** All subsets except the empty one, the smallest first. */
function subsets<Item>(items: readonly Item[]): Item[][] {
  const all = Array.from({ length: 2 ** items.length - 1 }, (_, index) =>
    items.filter((__, item) => ((index + 1) >> item) & 1),
  );
  return all.toSorted((one, other) => one.length - other.length);
}
