import type { Conventions } from '../conventions/conventions.ts';
import { canonical, goTogether } from '../conventions/family.ts';
import { simulate } from '../conventions/simulate.ts';
import type { NeuronInput } from '../implementation.ts';
import { agreementOf } from './agreement.ts';
import type { Pair } from './pair.ts';

type Field = keyof Conventions;

/** Fields that are changed together: what a spike resets to, and when. */
const together: readonly Field[] = ['reset', 'resetTime'];

/**
 * How much each of the differing rules matters: on how many inputs the reference under the rules of B still differs from
 * the one under the rules of A if all other differing rules are A's. If these cannot be combined, for instance because a
 * refractory period in parts of a step needs a scaled input, B keeps all its rules.
 *
 * @param what - whether spikes or, for rules that change no spike, voltages must agree
 */
export function countMattering(
  { a, b }: Pair<Conventions>,
  fields: readonly Field[],
  inputs: readonly NeuronInput[],
  what: 'spikes' | 'voltage',
): number[] {
  const expected = inputs.map((input) => simulate(a, input));
  const countDiffering = (rules: Conventions) =>
    inputs.filter((input, index) => {
      const answers = { a: expected[index] as NonNullable<(typeof expected)[number]>, b: simulate(rules, input) };
      return agreementOf(input, answers, 'float64')[what] !== undefined;
    }).length;
  return fields.map((field) => {
    const kept = together.includes(field) ? together : [field];
    const others = fields.filter((other) => !kept.includes(other)).map((other) => [other, a[other]]);
    const changed = canonical({ ...b, ...Object.fromEntries(others) });
    return countDiffering(goTogether(changed) ? changed : b);
  });
}
