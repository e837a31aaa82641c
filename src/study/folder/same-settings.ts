import { InputError } from '../../base/input-error.ts';
import type { Versions } from '../../base/version.ts';

/** The settings and versions with which the contents of a folder were computed. */
export interface MadeWith {
  readonly versions: Versions;
  /** Everything on which the bits depend. */
  readonly settings: object;
}

/**
 * Requires that the contents of a folder were computed with the current settings and versions.
 *
 * @param what - the contents, such as `a study`
 * @param advice - what to do if they were not
 * @throws {InputError} naming the first setting that differs, with both values
 */
export function requireSameSettings(
  directory: string,
  what: string,
  saved: MadeWith,
  now: MadeWith,
  advice: string,
): void {
  const names = Object.keys(flatten(now)); // settings that only the saved file contains have no effect
  const difference = findDifference(flatten(saved), flatten(now), names);
  if (difference === undefined) return;
  const [name, before, after] = difference;
  throw new InputError(`${directory}: contains ${what} with ${name} ${before}, not ${after}; ${advice}`);
}

/** A damaged file may contain anything, null included. */
function flatten(made: Partial<MadeWith> | null): Record<string, unknown> {
  const { versions, settings } = made ?? {};
  const named = Object.entries({ ...versions }).map(([name, version]) => [`version of ${name}`, version] as const);
  return { ...settings, ...Object.fromEntries(named) };
}

/** Results, with their settings and versions. */
interface Made {
  /** Of its file or folder. */
  readonly name: string;
  readonly settings: object;
}

/**
 * Requires that two results have the same settings and versions.
 *
 * @param free - settings that may differ
 * @throws {InputError} naming the first setting that differs, with both values
 */
export function requireCombinable(one: Made, other: Made, free: readonly string[]): void {
  const names = [...new Set([...Object.keys(one.settings), ...Object.keys(other.settings)])];
  const compared = names.filter((name) => !free.includes(name));
  const difference = findDifference({ ...one.settings }, { ...other.settings }, compared);
  if (difference === undefined) return;
  const [name, before, after] = difference;
  throw new InputError(
    `${other.name}: ${name} is ${after}, but in ${one.name} it is ${before}; they cannot be combined`,
  );
}

/** The first of some names under which two objects differ, with both values as JSON. */
function findDifference(
  before: Record<string, unknown>,
  now: Record<string, unknown>,
  names: readonly string[],
): [name: string, before: string, now: string] | undefined {
  const text = (value: unknown) => JSON.stringify(value) ?? 'none';
  const name = names.find((one) => text(before[one]) !== text(now[one]));
  return name === undefined ? undefined : [name, text(before[name]), text(now[name])];
}
