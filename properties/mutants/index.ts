import { lifMutants } from './lif.ts';
import type { Mutant } from './mutant.ts';

/** Every wrong implementation: each breaks a law. */
export const mutants: readonly Mutant[] = [...lifMutants];
