import { z } from 'zod';
import { capabilityNames, wireCapabilities } from '../protocol/capability.ts';
import { clauseIds } from '../subjects.ts';
import type { AnsweredCapability } from './vector.ts';
import { answerSchemas } from './vector-parts-schema.ts';

const text = z.string().min(1);

const about = {
  id: z
    .string()
    .regex(/^[a-z-]+(\/[a-z-]+)?\/[a-z0-9.-]+$/)
    .describe('Never reused, never renamed; the path of the file, without .json.'),
  claim: z
    .string()
    .regex(/^(C([1-9]|1[0-2])|F[1-4])$/)
    .exactOptional(),
  clause: z.enum(clauseIds).exactOptional(),
  title: text.describe('What it shows, in the present tense, without its subject.'),
};

const origins = {
  conventions: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe('The rules that give what is expected.'),
  origin: z.strictObject({
    kind: z.enum(['analytic', 'reference', 'upstream']),
    name: text,
    version: text,
    script: text,
  }),
  units: text,
};

const strength = {
  margin: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'The smallest |v - 1| before a decision; 0 where every form is at exactly 1; null where nothing is decided.',
    ),
  kills: z.array(text).min(1).describe('Names of the wrong implementations that depart from it.'),
};

const tolerances = (allowed: z.ZodType) =>
  z.strictObject({ float64: allowed, float32: allowed, derivation: text }).describe('Absolute, by precision.');

const relation = z.strictObject({
  same: z.array(text).describe('Fields of the output that are the same in both answers.'),
  times: z
    .strictObject({ factor: z.number().positive(), fields: z.array(text).min(1) })
    .exactOptional()
    .describe('Fields that are so many times as large in the second.'),
  other: z.array(text).exactOptional().describe('Fields that are not the same in both.'),
});

const answers = (Object.keys(answerSchemas) as AnsweredCapability[]).map((capability) => {
  const { expected, allowed } = answerSchemas[capability];
  return z.strictObject({
    ...about,
    kind: z.literal('answer'),
    capability: z.literal(capability),
    ...origins,
    input: wireCapabilities[capability].input,
    ...(capability === 'neuron' && { continuedAt: z.int().min(1).exactOptional() }),
    expected,
    tolerance: tolerances(allowed),
    ...strength,
  });
});

const gauges = capabilityNames.map((capability) =>
  z.strictObject({
    ...about,
    kind: z.literal('gauge'),
    capability: z.literal(capability),
    ...origins,
    input: wireCapabilities[capability].input,
    secondInput: wireCapabilities[capability].input,
    expected: relation,
    tolerance: tolerances(z.number().min(0)).describe('Relative, by precision.'),
    ...strength,
  }),
);

const refusals = capabilityNames.map((capability) =>
  z.strictObject({
    ...about,
    kind: z.literal('refusal'),
    capability: z.literal(capability),
    ...origins,
    input: wireCapabilities[capability].input,
    expected: z.strictObject({ refused: z.literal('invalid-input') }),
    tolerance: z.null(),
    ...strength,
  }),
);

const byCapability = (forms: readonly z.ZodObject[]) =>
  z.discriminatedUnion('capability', forms as [z.ZodObject, ...z.ZodObject[]]);

/** The form of the file of a vector. */
export const vectorSchema: z.ZodType = z
  .discriminatedUnion('kind', [byCapability(answers), byCapability(gauges), byCapability(refusals)])
  .refine(({ claim, clause }) => (claim === undefined) !== (clause === undefined), {
    error: 'must be about a claim or about a clause, one of the two',
  });

/** The same as a JSON Schema (2020-12), as the text of a file. */
export function formatVectorSchema(): string {
  const { $schema, ...form } = z.toJSONSchema(vectorSchema, { target: 'draft-2020-12', io: 'input', reused: 'ref' });
  const title = 'A vector: an input, what comes of it, and why';
  const either = { type: 'object', oneOf: [{ required: ['claim'] }, { required: ['clause'] }] };
  return `${JSON.stringify({ $schema, title, allOf: [either], ...form }, null, 2)}\n`;
}
