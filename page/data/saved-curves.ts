import type { Points } from '../chart/accuracy.ts';
import { files } from './files.ts';

/** Curves of a study in `fixtures/studies`, in percent. */
export interface SavedCurves {
  readonly name: string;
  /** Network and number of images, in words. */
  readonly basis: string;
  /** Mean over the seeds, with floor 0 and without a floor. */
  readonly with: Points;
  readonly without: Points;
  /** Amplitude, lowest and highest seed, with the floor; empty for a single seed. */
  readonly spread: readonly (readonly [number, number, number])[];
}

/** Fetches the saved studies of the tutorial network with fixed weights. `base` is the URL of the page. */
export async function fetchSavedCurves(base: string): Promise<readonly SavedCurves[]> {
  const response = await fetch(new URL(files.saved.name, base));
  if (!response.ok) throw new Error(`the saved studies could not be loaded (${response.status})`);
  return (await response.json()) as readonly SavedCurves[];
}
