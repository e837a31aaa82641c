import { describeIssue } from '../../base/describe-issue.ts';
import { InputError } from '../../base/input-error.ts';
import type { CapabilityName } from '../implementation.ts';
import { writeLine } from '../protocol/json-line.ts';
import { wireCapabilities } from '../protocol/protocol.ts';
import type { Vector } from './vector.ts';
import { vectorSchema } from './vector-schema.ts';

/**
 * Parses the text of a vector's file.
 *
 * @param file - its name, for messages
 * @throws {InputError} naming the file and each wrong field
 */
export function parseVector(text: string, file: string): Vector {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${file}: must be JSON: ${(error as Error).message.replaceAll('\n', ' ')}`);
  }
  const { exchanges, id } = { ...(json as { readonly exchanges?: unknown; readonly id?: unknown }) };
  if (exchanges !== undefined)
    throw new InputError(
      `${file}: is a failing input of ${id}, not a vector; run it again with lifspec check --only ${id}`,
    );
  const { success, data, error } = vectorSchema.safeParse(json);
  if (!success) {
    const faults = error.issues.map((issue) => describeIssue(issue, json));
    throw new InputError(`${file}: is not a vector; ${faults.join('; ')}`);
  }
  const { capability, input, secondInput } = data as { readonly capability: CapabilityName } & Record<string, unknown>;
  const { readInput, misfit } = wireCapabilities[capability];
  const second = secondInput === undefined ? {} : { secondInput: readInput(secondInput) };
  const vector = { ...(data as Vector), input: readInput(input), ...second } as Vector;
  // drawn neurons are expected within limits, not one by one
  const isOutput = vector.kind === 'answer' && capability !== 'seeded';
  const wrong = isOutput ? misfit(vector.input as never, vector.expected as never) : undefined;
  if (wrong !== undefined) throw new InputError(`${file}: expected.${wrong}`);
  return vector;
}

/** The fields in the order in which a file lists them. */
const order = [
  ...['id', 'clause', 'title', 'kind', 'capability', 'conventions', 'rules', 'origin', 'units'],
  ...['input', 'secondInput', 'continuedAt', 'expected', 'tolerance', 'margin', 'kills'],
];

/** Formats a vector as the text of its file: one field per line, inputs as in the protocol. */
export function formatVector(vector: Vector): string {
  const { writeInput } = wireCapabilities[vector.capability];
  const written = (input: unknown) => writeInput(input as never);
  const fields: Readonly<Record<string, unknown>> = {
    ...vector,
    input: written(vector.input),
    ...(vector.kind === 'metamorphic' && { secondInput: written(vector.secondInput) }),
  };
  const lines = order.flatMap((field) =>
    fields[field] === undefined ? [] : [`  ${JSON.stringify(field)}: ${writeLine(fields[field])}`],
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
