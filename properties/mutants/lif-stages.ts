import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';
import type { Mutant } from './mutant.ts';

/** A neuron in the textbook form with a stage replaced. */
export interface StageMutant {
  readonly name: string;
  readonly difference: string;
  readonly cites?: string;
  /** The wrong stage, or two if a rule is spread over both. */
  readonly stages: Partial<LifStages>;
}

/** Turns a replaced stage into an implementation. */
export function lifMutant({ stages, ...description }: StageMutant): Mutant {
  const all = { ...textbookStages, ...stages };
  return { ...description, precision: 'float64', neuron: (input) => runTextbook(input, all) };
}
