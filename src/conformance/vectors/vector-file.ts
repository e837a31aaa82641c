import type { CapabilityName } from '../implementation.ts';
import { readInput, writeInput } from '../protocol/capabilities.ts';
import type { Vector } from './vector.ts';

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

/** The vectors of a file, whose inputs have arrays instead of texts. */
export function vectorsOf(file: VectorFile): Vector[] {
  return completeCases(file).map(withArrays);
}

function withArrays(json: Json): Vector {
  return { ...json, input: readInput(json.capability as CapabilityName, json.input) } as unknown as Vector;
}

/** The fields in the order in which a file lists them. */
const order = [
  ...['id', 'clause', 'title', 'capability', 'conventions', 'rules', 'origin', 'units'],
  ...['input', 'expected', 'tolerance', 'margin', 'kills'],
];

/** The fields of a vector in order, with the input as in the protocol. */
export function writeVector(vector: Vector): Json {
  const fields: Json = { ...vector, input: writeInput(vector.capability, vector.input) };
  const present = order.filter((field) => fields[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, fields[field]]));
}
