import { z } from 'zod';
import { capabilityNames, wireCapabilities } from './capability.ts';
import {
  description,
  errorAnswer,
  outputAnswer,
  runRequest,
  skippedAnswer,
  startRequest,
  stopRequest,
} from './message.ts';

/** Every message, by the name of its file, with what it is. */
const messages: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  'start-request': ['The first request', startRequest],
  'start-answer': ['Who answers, and what it offers', description],
  'run-request': ['A request to do something; its input has a schema of its own', runRequest],
  'run-answer': [
    'An answer to run; its output has a schema of its own',
    z.union([outputAnswer, skippedAnswer, errorAnswer]),
  ],
  'error-answer': ['Something went wrong, or the input makes no sense', errorAnswer],
  'stop-request': ['The last request; it gets no answer', stopRequest],
};

/**
 * JSON Schemas (2020-12) of all that goes over the pipe: the messages, and input and output of each capability. Fields
 * may be added to a message; those of the schema stay.
 *
 * @returns text of a file, by its name
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
  return Object.fromEntries(all.map(([name, [title, schema]]) => [`${name}.schema.json`, format(title, schema)]));
}

function format(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
