import { z } from 'zod';
import { type Conventions, nengoConventions } from './conventions.ts';
import { conventionFields } from './conventions-schema.ts';

/**
 * What an implementation says of its own rules when it starts: one choice a field, as in `Conventions`. A field that is
 * left out is as in Nengo.
 */
export const declaredConventions: z.ZodType<Partial<Conventions>> = z.strictObject(
  Object.fromEntries(Object.entries(conventionFields).map(([field, schema]) => [field, schema.exactOptional()])),
);

/**
 * The conventions that an implementation follows by its own word. If it says nothing, or leaves out a field, they are
 * Nengo's.
 *
 * @param declared - what the answer to the start says, in the shape of `declaredConventions`
 * @example readConventions({ integrator: 'euler', refractory: { kind: 'none' } }).reset // 'zero'
 */
export function readConventions(declared: unknown): Conventions {
  return { ...nengoConventions, ...declaredConventions.parse(declared ?? {}) };
}
