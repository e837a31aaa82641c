import { z } from 'zod';
import { InputError } from '../../base/input-error.ts';
import type { Versions } from '../../base/version.ts';

/** The settings and versions with which the contents of a folder were computed, whatever their names. */
export const madeWithSchema = z.object({ versions: z.looseObject({}), settings: z.looseObject({}) });

interface MadeWith {
  readonly versions: object;
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

function flatten({ versions, settings }: MadeWith): object {
  const named = Object.entries(versions).map(([name, version]) => [`version of ${name}`, version]);
  return { ...settings, ...Object.fromEntries(named) };
}

/**
 * Requires that results were computed by the same version of lifspec. The protocol has no effect on them.
 *
 * @throws {InputError} naming two that were not
 */
export function requireSameVersions(results: readonly { readonly name: string; readonly versions: Versions }[]): void {
  const [first, ...others] = results.map(({ name, versions: { protocol: _, ...versions } }) => ({ name, versions }));
  for (const other of others) {
    const [name, before, after] = findDifference(first?.versions ?? {}, other.versions) ?? [];
    if (name !== undefined)
      throw new InputError(
        `${other.name}: the version of ${name} is ${after}, but in ${first?.name} it is ${before}; they cannot be combined`,
      );
  }
}

/** The first field in which two objects differ, with both values as JSON. */
function findDifference(before: object, now: object): [name: string, before: string, now: string] | undefined {
  const text = (made: object, name: string) => JSON.stringify(made[name as keyof typeof made]) ?? 'none';
  const name = Object.keys({ ...before, ...now }).find((one) => text(before, one) !== text(now, one));
  return name === undefined ? undefined : [name, text(before, name), text(now, name)];
}
