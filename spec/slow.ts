import { describe, type TestOptions } from 'vitest';

/** What the command runs: nothing slow (`npm test`), samples (`npm run test:full`) or everything (`npm run test:thorough`). */
const extent = process.env.LIFSPEC_TESTS;

export const isSlow = extent === 'full' || extent === 'thorough';

export const isThorough = extent === 'thorough';

/** The option of a test that `npm run test:full` runs, too, because it then takes more inputs. It runs no other fast test. */
export const alsoSlow = { tags: ['slow'] };

type Body = () => void | Promise<void>;

/** A group of tests that `npm test` leaves out, without executing its body. */
export function describeSlow(name: string, ...rest: readonly [Body] | readonly [TestOptions, Body]): void {
  const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  if (isSlow) describe(name, { ...options, ...alsoSlow }, body);
  else describe.skip(name, () => {});
}

/** Every n-th element, beginning with the first, or all elements if the run is thorough. */
export function sampleOf<Any>(all: readonly Any[], every: number): Any[] {
  return all.filter((_, index) => isThorough || index % every === 0);
}
