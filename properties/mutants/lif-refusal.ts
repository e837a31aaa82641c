import { checkNeuronInput, inputRules } from '../oracles/neuron-input.ts';
import { lifMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

/** Mutants that accept an invalid input: each skips one of the rules. */
export const lifRefusalMutants: readonly Mutant[] = inputRules.map((rule) =>
  lifMutant(`accepts-${rule.name}`, `accepts ${rule.breach}`, {
    check: (input) =>
      checkNeuronInput(
        input,
        inputRules.filter(({ name }) => name !== rule.name),
      ),
  }),
);
