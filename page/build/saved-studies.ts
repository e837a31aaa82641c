import { fileURLToPath } from 'node:url';
import { readStudy } from '../../src/study/results/read-saved.ts';
import type { Row } from '../../src/study/results/saved-results.ts';

const studies = fileURLToPath(new URL('../../fixtures/studies/', import.meta.url));

/** Reads the rows of a saved study. */
export function readRows(study: string): readonly Row[] {
  return readStudy(`${studies}${study}`).rows;
}
