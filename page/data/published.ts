import type { Conventions } from '../../src/conformance/choices/conventions.ts';
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

/** A simulator of `fixtures/verdicts.json`. */
export interface JudgedSimulator {
  /** With its version. */
  readonly name: string;
  /** Nengo and what is built on it, another simulator, or an example of an implementation in another language. */
  readonly family: 'nengo' | 'other' | 'example';
  readonly conventions: Conventions;
}

/** Fetches the saved studies of the tutorial network with fixed weights. */
export const fetchSavedCurves = () => fetchJson<readonly SavedCurves[]>(files.saved.name, 'the saved studies');

/** Fetches the simulators with a published verdict. */
export const fetchSimulators = () =>
  fetchJson<readonly JudgedSimulator[]>(files.simulators.name, 'the published verdicts');

async function fetchJson<Content>(name: string, what: string): Promise<Content> {
  const response = await fetch(new URL(name, document.baseURI));
  if (!response.ok) throw new Error(`${what} could not be loaded (${response.status})`);
  return (await response.json()) as Content;
}
