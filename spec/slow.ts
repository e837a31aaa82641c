import { describe } from 'vitest';

/** What the command runs: nothing slow (`npm test`), samples (`npm run test:full`) or everything (`npm run test:thorough`). */
const extent = process.env.LIFSPEC_TESTS;

export const isSlow = extent === 'full' || extent === 'thorough';

export const isThorough = extent === 'thorough';

/** A group of tests that `npm test` leaves out, without executing its body. */
export const describeSlow = (isSlow ? describe : (name: string) => describe.skip(name, () => {})) as typeof describe;

/** Every n-th element, beginning with the first, or all elements if the run is thorough. */
export function sampleOf<Any>(all: readonly Any[], every: number): Any[] {
  return all.filter((_, index) => isThorough || index % every === 0);
}
