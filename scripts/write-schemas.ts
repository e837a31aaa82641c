/* Writes the JSON Schemas of vectors, protocol messages and reports into dist/schemas: the last step of `npm run build`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { formatJson } from '../src/base/text.ts';
import { skipFileSchema } from '../src/conformance/judge/skip.ts';
import { verdictSchema } from '../src/conformance/judge/verdict.ts';
import { inputs } from '../src/conformance/protocol/inputs.ts';
import { outputs } from '../src/conformance/protocol/outputs.ts';
import {
  capabilityNames,
  errorAnswer,
  outputAnswer,
  runRequest,
  skippedAnswer,
  startAnswer,
  startRequest,
  stopRequest,
} from '../src/conformance/protocol/protocol.ts';
import { compareSchema } from '../src/report/compare.ts';
import { explainSchema } from '../src/study/explanation/explanation-schema.ts';
import { sweepSchema } from '../src/study/results/saved-results.ts';
import { formatVectorSchema } from './vector-schema.ts';

const messages: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  'start-request': ['The first request', startRequest],
  'start-answer': ['The answer to the first request: the program describes itself', startAnswer],
  'run-request': ['A request to run a capability; the input has its own schema', runRequest],
  'run-answer': [
    'An answer to a run request; the output has its own schema',
    z.union([outputAnswer, skippedAnswer, errorAnswer]),
  ],
  'error-answer': ['Something failed, or the input is invalid', errorAnswer],
  'stop-request': ['The last request; it has no answer', stopRequest],
};

/**
 * JSON Schemas (2020-12) of the messages, and of the inputs and outputs of capabilities. Later versions may add fields,
 * but remove none.
 *
 * @returns the text of each file, by file name
 */
function formatProtocolSchemas(): Record<string, string> {
  const ofCapabilities = capabilityNames.flatMap((name) => {
    return [
      [`${name}-input`, [`Input of the capability ${name}`, inputs[name]]],
      [`${name}-output`, [`Output of the capability ${name}`, outputs[name]]],
    ] as const;
  });
  const all = [...Object.entries(messages), ...ofCapabilities];
  return Object.fromEntries(
    all.map(([name, [title, schema]]) => [`${name}.schema.json`, formatJson(toJsonSchema(title, schema))]),
  );
}

/** A schema as JSON Schema (2020-12), with a title. */
function toJsonSchema(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, title, ...rest };
}

/** What commands print and read as JSON, by file name. Outputs may gain fields, but never lose a field of the schema. */
const printed: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  sweep: ['What lifspec sweep --report json prints', sweepSchema],
  explain: ['What lifspec explain --report json prints', explainSchema],
  check: ['What lifspec check --report json prints', verdictSchema],
  compare: ['What lifspec compare --report json prints', compareSchema],
  skips: ['What lifspec check --skip reads', skipFileSchema],
};

const ofOutputs = Object.entries(printed).map(
  ([name, [title, schema]]) => [`${name}.schema.json`, formatJson(toJsonSchema(title, schema))] as const,
);
const ofProtocol = Object.entries(formatProtocolSchemas()).map(
  ([name, text]) => [join('protocol', name), text] as const,
);
rmSync(join('dist', 'schemas'), { recursive: true, force: true });
for (const [name, text] of [['vector.schema.json', formatVectorSchema()], ...ofOutputs, ...ofProtocol] as const) {
  const path = join('dist', 'schemas', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
