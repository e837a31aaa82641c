import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import type { LevelName } from '../../src/conformance/level.ts';
import { files } from './files.ts';

/** A simulator of `fixtures/verdicts.json`. */
export interface JudgedSimulator {
  /** With its version. */
  readonly name: string;
  /** Nengo and what is built on it, another simulator, or an example of an implementation in another language. */
  readonly family: 'nengo' | 'other' | 'example';
  readonly conventions: Conventions;
  /** How closely it follows them. */
  readonly level: LevelName | null;
}

/** Fetches the simulators with a published verdict. `base` is the URL of the page. */
export async function fetchSimulators(base: string): Promise<readonly JudgedSimulator[]> {
  const response = await fetch(new URL(files.simulators.name, base));
  if (!response.ok) throw new Error(`the published verdicts could not be loaded (${response.status})`);
  return (await response.json()) as readonly JudgedSimulator[];
}
