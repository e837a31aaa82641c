import { z } from 'zod';
import { type Chosen, declarableChoices, type Field, type Fields } from './choice.ts';
import { type Conventions, fieldNames, goTogether, nengoConventions } from './conventions.ts';
import { eventConventionNames, eventFields } from './events.ts';
import { neuronFields } from './neuron.ts';

const schemaOf = (field: Field) => {
  const choices = declarableChoices(field);
  return z.enum(choices).describe(choices.map((name) => `${name}: ${field[name]?.words}`).join('; '));
};
const schemasOf = (names: readonly string[], fields: Fields) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, schemaOf(fields[name] as Field)])));
const complete = schemasOf(fieldNames, neuronFields);

/** The schema of complete conventions, in vectors and reports. */
export const conventionsSchema: z.ZodType<Conventions> = complete as never;

/**
 * The schema of the conventions that an implementation declares when it starts. Missing fields have Nengo's choices.
 */
export const declaredConventions: z.ZodType<Partial<Conventions>> = complete
  .partial()
  .refine((declared) => goTogether(declared as Chosen), {
    error: 'these choices cannot be combined',
  }) as never;

/**
 * The complete conventions that an implementation declares.
 *
 * @param declared - in the form of `declaredConventions`; undefined means Nengo's conventions
 * @example readConventions({ integrator: 'euler', refractory: 'none' }).reset // 'zero'
 */
export function readConventions(declared: unknown): Conventions {
  return { ...nengoConventions, ...declaredConventions.parse(declared ?? {}) };
}

/** The schema of the conventions of events that an implementation declares when it starts. Missing fields have the definition's choices. */
export const declaredEvents: z.ZodType<Chosen> = schemasOf(eventConventionNames, eventFields).partial() as never;
