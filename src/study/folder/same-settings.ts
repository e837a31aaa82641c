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
  const difference = findDifference(flatten(saved), flatten(now));
  if (difference === undefined) return;
  const [name, before, wanted] = difference;
  throw new InputError(`${directory}: contains ${what} with ${name} ${before}, not ${wanted}; ${advice}`);
}

/** A damaged file may contain anything, null included. */
function flatten(made: Partial<MadeWith> | null): object {
  const { versions, settings } = made ?? {};
  const named = Object.entries({ ...versions }).map(([name, version]) => [`version of ${name}`, version]);
  return { ...settings, ...Object.fromEntries(named) };
}

/**
 * Requires that the results in two files or folders have the same settings.
 *
 * @param free - settings that may differ
 * @throws {InputError} naming the first setting that differs, with both values
 */
export function requireCombinable(
  one: { readonly name: string; readonly settings: object },
  other: { readonly name: string; readonly settings: object },
  free: readonly string[],
): void {
  const difference = findDifference(one.settings, other.settings, free);
  if (difference === undefined) return;
  const [name, before, after] = difference;
  throw new InputError(
    `${other.name}: ${name} is ${after}, but in ${one.name} it is ${before}; they cannot be combined`,
  );
}

/**
 * Requires that results were computed by the same version of lifspec.
 *
 * @throws {InputError} naming two that were not
 */
export function requireSameVersions(results: readonly { readonly name: string; readonly versions: Versions }[]): void {
  const made = results.map(({ name, versions }) => ({ name, settings: flatten({ versions }) }));
  for (const other of made) requireCombinable(made[0] as (typeof made)[number], other, ['version of protocol']);
}

/**
 * Requires that no point is contained in two results.
 *
 * @throws {InputError} naming both
 */
export function requireDistinct(results: readonly { readonly name: string; readonly point: string }[]): void {
  const first = new Map<string, string>();
  for (const { name, point } of results) {
    const before = first.get(point);
    if (before !== undefined) throw new InputError(`${name}: contains ${point}, as does ${before}; omit one of them`);
    first.set(point, name);
  }
}

/** The first setting in which two objects differ, with both values as JSON. */
function findDifference(
  before: object,
  now: object,
  free: readonly string[] = [],
): [name: string, before: string, now: string] | undefined {
  const text = (made: object, name: string) => JSON.stringify(made[name as keyof typeof made]) ?? 'none';
  const names = Object.keys({ ...before, ...now }).filter((name) => !free.includes(name));
  const name = names.find((one) => text(before, one) !== text(now, one));
  return name === undefined ? undefined : [name, text(before, name), text(now, name)];
}
