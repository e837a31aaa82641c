import {
  type Choice,
  type Chosen,
  type Fields,
  nameOf,
  type Status,
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
export const networkChoiceMutants: readonly Mutant[] = setsWith(['mistake'], ownFields).map(
  ({ chosen, words, cites }) => ({
    ...describeMutant(nameOf(chosen), words, cites),
    network: networkOf(chosen),
    isTextbook: true,
  }),
);

const right = reference('float64') as Required<Implementation>;

/**
 * The reference, with a capability that makes each mistake or follows each convention of a table, one at a time. It
 * refuses what the reference refuses.
 *
 * @param run - answers a valid request by a set of choices
 */
export function mistakesOf<Name extends CapabilityName>(
  capability: Name,
  fields: Fields,
  run: Run<Name>,
): readonly Mutant[] {
  return setsWith(['mistake', 'convention'], fields).map(({ chosen, words, cites }) => ({
    ...describeMutant(`${capability}-${nameOf(chosen)}`, words, cites),
    [capability]: answeringAs(capability, (input) => run(chosen, input)),
  }));
}

/** A capability that computes as the definition of a table says, and in each form of it that differs by rounding only. */
export function equalFormsOf<Name extends CapabilityName>(
  capability: Name,
  fields: Fields,
  run: Run<Name>,
): readonly Implementation[] {
  return [{ chosen: {} }, ...setsWith(['equal'], fields)].map(({ chosen }) => ({
    name: `${capability} by the table${nameOf(chosen) === '' ? '' : `, ${nameOf(chosen)}`}`,
    precision: 'float64',
    [capability]: answeringAs(capability, (input) => run(chosen, input)),
  }));
}

type Run<Name extends CapabilityName> = (
  chosen: Chosen,
  input: InputOf<Name>,
) => OutputOf<Name> | Promise<OutputOf<Name>>;

/** The sets with one choice, of some statuses. */
export function setsWith(
  wanted: readonly Status[],
  fields: Fields,
): readonly (Pick<Choice, 'words' | 'cites'> & { readonly chosen: Chosen })[] {
  return Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices)
      .filter(([, { status }]) => wanted.includes(status))
      .map(([name, { words, cites }]) => ({
        chosen: { [field]: name },
        words,
        ...(cites !== undefined && { cites }),
      })),
  );
}

/** Answers what the reference does not refuse. */
function answeringAs<Name extends CapabilityName>(
  capability: Name,
  run: (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>,
) {
  const refuse = right[capability] as (input: InputOf<Name>) => unknown;
  return (input: InputOf<Name>) => {
    const refused = refuse(input);
    return refused instanceof Promise ? refused.then(() => run(input)) : run(input);
  };
}
