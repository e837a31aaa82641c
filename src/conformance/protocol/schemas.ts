import { z } from 'zod';
import { formatJson } from '../../base/text.ts';
import {
  capabilityNames,
  errorAnswer,
  outputAnswer,
  runRequest,
  skippedAnswer,
  startAnswer,
  startRequest,
  stopRequest,
  wireCapabilities,
} from './protocol.ts';

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
export function formatProtocolSchemas(): Record<string, string> {
  const ofCapabilities = capabilityNames.flatMap((name) => {
    const { input, output } = wireCapabilities[name];
    return [
      [`${name}-input`, [`Input of the capability ${name}`, input]],
      [`${name}-output`, [`Output of the capability ${name}`, output]],
    ] as const;
  });
  const all = [...Object.entries(messages), ...ofCapabilities];
  return Object.fromEntries(
    all.map(([name, [title, schema]]) => [`${name}.schema.json`, formatJson(toJsonSchema(title, schema))]),
  );
}

/** A schema as JSON Schema (2020-12), with a title. */
export function toJsonSchema(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, title, ...rest };
}
