import type { Points } from '../chart/accuracy.ts';
import { files } from './files.ts';

/** Curves of a study that is kept in `fixtures/studies`, in per cent. */
export interface KeptStudy {
  readonly name: string;
  /** What it rests on, in a few words. */
  readonly basis: string;
  /** Mean over the seeds, with a floor of the voltage at 0 and without one. */
  readonly with: Points;
  readonly without: Points;
  /** Amplitude, the lowest seed and the highest, with the floor; empty if there is one seed only. */
  readonly spread: readonly (readonly [number, number, number])[];
}

/** Fetches the kept studies of the tutorial network with weights that stay. `base` is the address of the page. */
export async function fetchKept(base: string): Promise<readonly KeptStudy[]> {
  const response = await fetch(new URL(files.kept.name, base));
  if (!response.ok) throw new Error(`the kept studies could not be loaded (${response.status})`);
  return (await response.json()) as readonly KeptStudy[];
}
