import { z } from 'zod';
import {
  type Conventions,
  conventionFields,
  fieldNames,
  nengoConventions,
  refractoryFields,
  refractoryKinds,
} from './conventions.ts';

interface Field {
  readonly description?: string;
  readonly choices: readonly (string | number)[];
  readonly words: readonly string[];
}

function schemaOf({ choices, words, description }: Field): z.ZodType {
  const areNames = choices.every((choice) => typeof choice === 'string');
  const explained = choices.map((choice, index) => `${choice}: ${words[index]}`).join('; ');
  return (areNames ? z.enum(choices) : z.literal(choices)).describe(description ?? explained);
}

const kinds = Object.entries(refractoryKinds).map(([kind, { fields }]) => {
  const own = fields.map((field) => [field, schemaOf(refractoryFields[field])]);
  return z.strictObject({ kind: z.literal(kind), ...Object.fromEntries(own) });
});
const refractory = z.discriminatedUnion('kind', kinds as never).describe('The refractory period.');

const shape = fieldNames.map((field) => [
  field,
  field === 'refractory' ? refractory : schemaOf(conventionFields[field]),
]);
const complete = z.strictObject(Object.fromEntries(shape));

/** The schema of complete conventions, in vectors and fingerprints. */
export const conventionsSchema: z.ZodType<Conventions> = complete as never;

/**
 * The schema of the conventions that an implementation declares when it starts. Missing fields have Nengo's choices.
 */
export const declaredConventions: z.ZodType<Partial<Conventions>> = complete.partial() as never;

/**
 * The complete conventions that an implementation declares.
 *
 * @param declared - in the form of `declaredConventions`; undefined means Nengo's conventions
 * @example readConventions({ integrator: 'euler', refractory: { kind: 'none' } }).reset // 'zero'
 */
export function readConventions(declared: unknown): Conventions {
  return { ...nengoConventions, ...declaredConventions.parse(declared ?? {}) };
}
