import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';
import type { Mutant } from './mutant.ts';

/** A wrong neuron: the textbook form with one of its stages replaced. */
export interface StageMutant {
  readonly name: string;
  readonly difference: string;
  readonly cites?: string;
  /** The stage that is wrong; two where one rule lives in two. */
  readonly stages: Partial<LifStages>;
}

/** Makes a wrong neuron that runs. */
export function lifMutant({ stages, ...description }: StageMutant): Mutant {
  const all = { ...textbookStages, ...stages };
  return { ...description, precision: 'float64', neuron: (input) => runTextbook(input, all) };
}
