import { type Choice, type Chosen, nameOf, withoutDefinition } from '../../src/conformance/choices/choice.ts';
import { canonical } from '../../src/conformance/choices/conventions.ts';
import { ownFields } from '../../src/conformance/choices/network.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { networkOf, simulatorOf } from '../../src/conformance/chosen-simulator.ts';
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
