import { describeIssue } from '../../base/describe-issue.ts';
import { InputError } from '../../base/input-error.ts';
import { parseJson } from '../../base/json.ts';
import type { CapabilityName } from '../implementation.ts';
import { writeLine } from '../protocol/json-line.ts';
import { wireCapabilities } from '../protocol/protocol.ts';
import type { Vector } from './vector.ts';
import { vectorSchema } from './vector-schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** A file of vectors: the fields that its cases share, and the cases. */
export type VectorFile = Json & { readonly cases: readonly Json[] };

/**
 * The cases with the fields that they share. If the file and the case both have an object in a field, such as `input`,
 * the fields of that object are shared too.
 */
export function completeCases({ cases, ...shared }: VectorFile): Json[] {
  return cases.map((one) => shareFields(shared, one));
}

function shareFields(shared: Json, own: Json): Json {
  const fields = Object.entries(own).map(([field, value]) => {
    const common = shared[field];
    return [field, isObject(common) && isObject(value) ? { ...common, ...value } : value];
  });
  return { ...shared, ...Object.fromEntries(fields) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses a vector.
 *
 * @param file - its name, for messages
 * @throws {InputError} naming the file and each wrong field
 */
export function parseVector(text: string, file: string): Vector {
  const json = parseJson(text, file);
  const { id } = { ...(json as { readonly id?: unknown }) };
  const { success, data, error } = vectorSchema.safeParse(json);
  if (!success) {
    const faults = error.issues.map((issue) => describeIssue(issue, json));
    throw new InputError(`${file}: ${typeof id === 'string' ? `${id}: ` : ''}is not a vector; ${faults.join('; ')}`);
  }
  const vector = withArrays(data as Json);
  // drawn neurons are expected within limits, not one by one
  const isOutput = vector.kind === 'answer' && vector.capability !== 'seeded';
  const { misfit } = wireCapabilities[vector.capability];
  const wrong = isOutput ? misfit(vector.input as never, vector.expected as never) : undefined;
  if (wrong !== undefined) throw new InputError(`${file}: expected.${wrong}`);
  return vector;
}

/** The vectors of a file that lifspec itself wrote. Checking them again would take as long as a hundred requests. */
export function trustedVectors(file: VectorFile): Vector[] {
  return completeCases(file).map(withArrays);
}

/** A vector whose input has arrays instead of texts. */
function withArrays(json: Json): Vector {
  const { readInput } = wireCapabilities[json.capability as CapabilityName];
  return { ...json, input: readInput(json.input) } as unknown as Vector;
}

/** The fields in the order in which a file lists them. */
const order = [
  ...['id', 'clause', 'title', 'kind', 'capability', 'conventions', 'rules', 'origin', 'units'],
  ...['input', 'continuedAt', 'expected', 'tolerance', 'margin', 'kills'],
];

/** The fields of a vector in order, with the input as in the protocol. */
export function writeVector(vector: Vector): Json {
  const { writeInput } = wireCapabilities[vector.capability];
  const fields: Json = { ...vector, input: writeInput(vector.input as never) };
  const present = order.filter((field) => fields[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, fields[field]]));
}

export function formatVector(vector: Vector): string {
  const lines = Object.entries(writeVector(vector)).map(
    ([field, value]) => `  ${JSON.stringify(field)}: ${writeLine(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
