import { lifAmplitudeMutants } from './lif-amplitude.ts';
import { lifBoundaryMutants } from './lif-boundary.ts';
import { lifMemoryMutants } from './lif-memory.ts';
import { lifRefusalMutants } from './lif-refusal.ts';
import { lifSizeMutants } from './lif-size.ts';
import { lifTimeMutants } from './lif-time.ts';
import type { Mutant } from './mutant.ts';

export const lifMutants: readonly Mutant[] = [
  ...lifBoundaryMutants,
  ...lifTimeMutants,
  ...lifAmplitudeMutants,
  ...lifMemoryMutants,
  ...lifRefusalMutants,
  ...lifSizeMutants,
];
