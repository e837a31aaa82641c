import type { Mutant } from './mutant.ts';

/** Wrong LIF neurons. */
export const lifMutants: readonly Mutant[] = [];
