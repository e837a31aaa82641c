import { InputError } from '../../base/input-error.ts';
import type { Versions } from '../../base/version.ts';

/** With what something in a folder was made. */
export interface MadeWith {
  /** Of lifspec, the specification and the protocol. */
  readonly versions: Versions;
  /** All that the bits depend on. */
  readonly settings: object;
}

/**
 * Requires that what a folder holds was made with the settings and versions of now.
 *
 * @param what - it holds, such as `a study`
 * @param advice - what to do if it was not
 * @throws {InputError} naming the first setting that differs, what it was and what it is
 */
export function requireSameSettings(
  directory: string,
  what: string,
  kept: MadeWith,
  now: MadeWith,
  advice: string,
): void {
  const before = flatten(kept);
  for (const [name, value] of Object.entries(flatten(now))) {
    if (before[name] !== value)
      throw new InputError(`${directory}: holds ${what} of ${name} ${before[name]}, now it is ${value}; ${advice}`);
  }
}

/** A file may be damaged, and hold anything. */
function flatten(made: Partial<MadeWith> | null): Record<string, string | undefined> {
  const { versions, settings } = made ?? {};
  const entries = [...Object.entries({ ...settings }), ...Object.entries({ ...versions }).map(versionEntry)];
  return Object.fromEntries(entries.map(([name, value]) => [name, JSON.stringify(value)]));
}

const versionEntry = ([name, value]: [string, unknown]): [string, unknown] => [`version of ${name}`, value];
