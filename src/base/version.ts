import { z } from 'zod';
import type { DataOf } from './data-of.ts';

/** The schema of the versions that every output names, so that a number can be traced to the software that computed it. */
export const versionsSchema = z.object({
  lifspec: z.string(),
  specification: z.string(),
  protocol: z.int().min(1),
});

/**
 * The versions of lifspec, of the specification (clauses, laws and vectors) and of the protocol. fixtures/README.md
 * says what a version promises.
 */
export interface Versions extends DataOf<typeof versionsSchema> {}

export const versions: Versions = { lifspec: '0.4.0', specification: '0.4.0', protocol: 4 };
