import { z } from 'zod';
import { type Choice, type Chosen, choiceOf, type Field } from './choice.ts';
import {
  type ConventionName,
  type Conventions,
  choicesOf,
  fieldNames,
  goTogether,
  nengoConventions,
} from './conventions.ts';
import { eventConventionNames, eventFields } from './events.ts';
import { neuronFields } from './neuron.ts';

const schemaOf = (name: ConventionName) => {
  const choices = choicesOf(name);
  return z
    .enum(choices)
    .describe(choices.map((own) => `${own}: ${choiceOf(neuronFields, name, own).words}`).join('; '));
};
const complete = z.strictObject(Object.fromEntries(fieldNames.map((name) => [name, schemaOf(name)])));

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

const eventSchemaOf = (field: Field) => {
  const choices = Object.entries<Choice>(field).filter(([, { status }]) => status !== 'mistake' && status !== 'equal');
  return z
    .enum(choices.map(([name]) => name))
    .describe(choices.map(([name, { words }]) => `${name}: ${words}`).join('; '));
};

/** The schema of the conventions of events that an implementation declares when it starts. Missing fields have the definition's choices. */
export const declaredEvents: z.ZodType<Chosen> = z
  .strictObject(
    Object.fromEntries(eventConventionNames.map((name) => [name, eventSchemaOf(eventFields[name] as Field)])),
  )
  .partial() as never;
