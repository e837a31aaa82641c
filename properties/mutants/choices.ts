import {
  type Choice,
  type Chosen,
  type Fields,
  nameOf,
  withoutDefinition,
} from '../../src/conformance/choices/choice.ts';
import { canonical } from '../../src/conformance/choices/conventions.ts';
import { ownFields } from '../../src/conformance/choices/network.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { networkOf, simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { CapabilityName, Implementation, InputOf, OutputOf } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

/** Neurons with each convention and each mistake of the table of choices, one at a time. */
export const choiceMutants: readonly Mutant[] = Object.entries(neuronFields).flatMap(([field, choices]) =>
  Object.entries<Choice>(choices)
    .filter(([name, { status }]) => status !== 'equal' && hasEffect({ [field]: name }))
    .map(([name, { words, cites }]) => {
      const chosen = { [field]: name };
      return { ...describeMutant(nameOf(chosen), words, cites), neuron: simulatorOf(chosen).neuron };
    }),
);

/**
 * Whether a choice differs from the definition without others. Input cannot be masked after a reset to 0. Then the voltage
 * always rises in the step of a spike, except by rounding, so the time of the spike needs no guard: Nengo has none.
 */
function hasEffect(chosen: Chosen): boolean {
  const isUnguarded = chosen.spikeTime === 'without-a-guard';
  return !isUnguarded && Object.keys(withoutDefinition(canonical(chosen), neuronFields)).length > 0;
}

/** Networks with each mistake of the table of networks, one at a time. */
export const networkChoiceMutants: readonly Mutant[] = Object.entries(ownFields).flatMap(([field, choices]) =>
  Object.entries<Choice>(choices)
    .filter(([, { status }]) => status === 'mistake')
    .map(([name, { words, cites }]) => {
      const chosen = { [field]: name };
      return { ...describeMutant(nameOf(chosen), words, cites), network: networkOf(chosen), isTextbook: true };
    }),
);
const right = reference('float64') as Required<Implementation>;

/**
 * The reference, with a capability that makes each mistake or follows each convention of a table, one at a time. It refuses what the reference refuses.
 *
 * @param run - answers a valid request by a set of choices
 */
export function mistakesOf<Name extends CapabilityName>(
  capability: Name,
  fields: Fields,
  run: (chosen: Chosen, input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>,
): readonly Mutant[] {
  const refuse = right[capability] as (input: InputOf<Name>) => unknown;
  return Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices)
      .filter(([, { status }]) => status === 'mistake' || status === 'convention')
      .map(([name, { words, cites }]) => {
        const chosen = { [field]: name };
        const answer = async (input: InputOf<Name>) => {
          await refuse(input);
          return run(chosen, input);
        };
        return { ...describeMutant(`${capability}-${nameOf(chosen)}`, words, cites), [capability]: answer };
      }),
  );
}
