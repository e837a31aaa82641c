/** `npm run test:thorough` tests everything; `npm run test:full` tests samples of what takes many minutes. */
export const isThorough = process.env.LIFSPEC_THOROUGH === '1';

/** Every n-th element, beginning with the first, or all elements if the run is thorough. */
export function sampleOf<Any>(all: readonly Any[], every: number): Any[] {
  return all.filter((_, index) => isThorough || index % every === 0);
}
