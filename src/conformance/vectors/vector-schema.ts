import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { formatJson } from '../../base/text.ts';
import { clauses } from '../clauses.ts';
import { conventionsSchema } from '../conventions/conventions-schema.ts';
import { wireCapabilities } from '../protocol/capabilities.ts';

const text = z.string().min(1);
const numbers = list(z.number());
const table = list(numbers);
const steps = list(list(z.int().min(0)));
const tuned = { gain: numbers, bias: numbers, ratesHz: table, outputs: table };
const tolerance = z.number().min(0);

/**
 * The expected output of each capability whose output is the same for every implementation, and the tolerances of its
 * numbers. Drawing, training and NIR leave much to the implementation.
 */
export const answers = {
  neuron: {
    expected: z.strictObject({
      spikes: steps.describe('[neuron], steps counted from 0, ascending'),
      spikeHeight: z.number().positive(),
      voltage: table.exactOptional().describe('after each step [step][neuron]'),
    }),
    tolerance: z.strictObject({ voltage: tolerance, spikeHeight: tolerance }),
  },
  tuning: {
    expected: z.strictObject(tuned),
    tolerance: z.strictObject(tuned).describe('one for each number'),
  },
  synapse: {
    expected: z.strictObject({ filtered: numbers.describe('[step]'), lagSteps: z.int().min(0) }),
    tolerance: z.strictObject({ filtered: tolerance }),
  },
  network: {
    expected: z.strictObject({
      predicted: list(z.int().min(0)).describe('[image]'),
      readout: table.describe('filtered, after the last step [image][class]'),
      spikeCounts: list(list(z.int().min(0))).describe('[image][layer]'),
      probed: list(table).exactOptional().describe('[probe][step][neuron]'),
    }),
    tolerance: z.strictObject({ current: tolerance, voltage: tolerance, readout: tolerance }),
  },
};

export type AnsweredCapability = keyof typeof answers;

/** The fields that all vectors share, except `conventions`, which those have that simulate neurons. */
export const description = z.object({
  id: z
    .string()
    .regex(/^[a-z-]+(\/[a-z-]+)?\/[a-z0-9.-]+$/)
    .describe('Never reused or renamed.'),
  clause: z.enum(clauses.map(({ id }) => id)),
  title: text.describe('A predicate in the present tense, without its subject.'),
  rules: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .exactOptional()
    .describe('Rules that give the expected values, in addition to the conventions.'),
  origin: z.strictObject({
    kind: z.enum(['analytic', 'reference', 'upstream']),
    name: text,
    version: text,
    script: text,
  }),
  units: text,
  margin: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'Smallest |v - 1| at a decision; 0 if every order of operations gives exactly 1; null if nothing is decided.',
    ),
  kills: list(text).min(1).describe('Names of the mutants that fail the vector.'),
});

function vectorOf(capability: AnsweredCapability): z.ZodObject {
  const simulatesNeurons = capability === 'neuron' || capability === 'network';
  const { expected, tolerance } = answers[capability];
  return z.strictObject({
    ...description.shape,
    ...(simulatesNeurons && { conventions: conventionsSchema }),
    capability: z.literal(capability),
    input: wireCapabilities[capability].input,
    expected,
    tolerance: z
      .strictObject({ float64: tolerance, float32: tolerance, derivation: text })
      .describe('Absolute, for each precision.'),
  });
}

const vectorSchema: z.ZodType = z.discriminatedUnion(
  'capability',
  (Object.keys(answers) as AnsweredCapability[]).map(vectorOf) as [z.ZodObject, ...z.ZodObject[]],
);

/** The schema as JSON Schema (2020-12), as the text of a file. */
export function formatVectorSchema(): string {
  const { $schema, ...form } = z.toJSONSchema(vectorSchema, { target: 'draft-2020-12', io: 'input', reused: 'ref' });
  const title = 'A vector: a test case for LIF simulators';
  return formatJson({ $schema, title, ...form });
}
