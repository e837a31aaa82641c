import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';
import { describeMutant, type Mutant } from './mutant.ts';

/** A neuron in the textbook form with a stage replaced, or two if a rule is spread over both. */
export function lifMutant(name: string, difference: string, stages: Partial<LifStages>, cites?: string): Mutant {
  const all = { ...textbookStages, ...stages };
  return {
    ...{ ...describeMutant(name, difference), ...(cites !== undefined && { cites }) },
    neuron: (input) => runTextbook(input, all),
  };
}
