import type { Conventions } from '../../src/conformance/choices/conventions.ts';
import { files } from './files.ts';

/** A simulator of `fixtures/verdicts.json`. */
export interface JudgedSimulator {
  /** With its version. */
  readonly name: string;
  /** Nengo and what is built on it, another simulator, or an example of an implementation in another language. */
  readonly family: 'nengo' | 'other' | 'example';
  readonly conventions: Conventions;
}

/** Fetches the simulators with a published verdict. */
export const fetchSimulators = () =>
  fetchJson<readonly JudgedSimulator[]>(files.simulators.name, 'the published verdicts');

async function fetchJson<Content>(name: string, what: string): Promise<Content> {
  const response = await fetch(new URL(name, document.baseURI));
  if (!response.ok) throw new Error(`${what} could not be loaded (${response.status})`);
  return (await response.json()) as Content;
}
