import { z } from 'zod';
import { formatJson } from '../src/base/text.ts';
import { conventionsSchema } from '../src/conformance/choices/conventions-schema.ts';
import { fires } from '../src/conformance/protocol/capabilities.ts';
import { inputs } from '../src/conformance/protocol/inputs.ts';
import { type AnsweredCapability, answers, description } from '../src/conformance/vectors/vector.ts';

function vectorOf(capability: AnsweredCapability): z.ZodObject {
  const { expected, tolerance } = answers[capability];
  return z.strictObject({
    ...description.shape,
    ...(fires(capability) && { conventions: conventionsSchema }),
    capability: z.literal(capability),
    input: inputs[capability],
    expected,
    tolerance: z
      .strictObject({ float64: tolerance, float32: tolerance, derivation: z.string().min(1) })
      .describe('Absolute, for each precision.'),
  });
}

const vectorSchema: z.ZodType = z.discriminatedUnion(
  'capability',
  (Object.keys(answers) as AnsweredCapability[]).map(vectorOf) as [z.ZodObject, ...z.ZodObject[]],
);

/** The schema of a vector as JSON Schema (2020-12), as the text of a file. */
export function formatVectorSchema(): string {
  const { $schema, ...form } = z.toJSONSchema(vectorSchema, { target: 'draft-2020-12', io: 'input', reused: 'ref' });
  const title = 'A vector: a test case for LIF simulators';
  return formatJson({ $schema, title, ...form });
}
