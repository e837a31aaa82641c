import { z } from 'zod';
import type { Capability, CapabilityName, Implementation } from '../implementation.ts';
import { readNumber } from './json-line.ts';
import type { Demand } from './size-limits.ts';

type Port<Name extends CapabilityName> =
  NonNullable<Implementation[Name]> extends Capability<infer Input, infer Output> ? [Input, Output] : never;

export interface WireCapability<Name extends CapabilityName = never> {
  /** Schema of the input on the wire. It describes the fields, not which inputs must be refused. */
  readonly input: z.ZodType;
  /** Schema of the output, on the wire and in process. */
  readonly output: z.ZodObject;
  readonly writeInput: (input: Port<Name>[0]) => object;
  readonly readInput: (value: unknown) => unknown;
  readonly demand: (input: Port<Name>[0]) => Demand;
  /** Fields of the output that have the precision of the implementation. */
  readonly computed: readonly string[];
  /** The first part of an output that does not match the input, if any. */
  readonly misfit: (input: Port<Name>[0], output: Port<Name>[1]) => string | undefined;
}

/** A conversion between arrays and their texts on the wire. */
interface ArrayText {
  readonly write: (array: never) => string;
  readonly read: (text: string) => object;
}

/**
 * An input whose fields are written in the order of its schema.
 *
 * @param texts - conversions of the fields, however deeply nested, whose arrays are texts on the wire
 */
export function wireInput(
  shape: z.ZodRawShape,
  texts: Readonly<Record<string, ArrayText>> = {},
): Pick<WireCapability, 'input' | 'readInput'> & { readonly writeInput: (input: object) => object } {
  const write = (input: object) => Object.keys(shape).map((field) => [field, input[field as keyof typeof input]]);
  return {
    input: z.object(shape),
    writeInput: (input) => convert(Object.fromEntries(write(input)), texts, 'write') as object,
    readInput: (value) => convert(value, texts, 'read'),
  };
}

function convert(
  value: unknown,
  texts: Readonly<Record<string, ArrayText>>,
  way: 'write' | 'read',
  name = '',
): unknown {
  if (typeof value === 'number') return value;
  const isText = typeof value === 'string' || ArrayBuffer.isView(value);
  if (isText) return texts[name]?.[way](value as never) ?? readNumber(value);
  if (typeof value !== 'object' || value === null || name === 'state') return value; // a state is opaque
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item === 'number');
    return isPlain ? value : value.map((item) => convert(item, texts, way, name));
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner, texts, way, key)]));
}

/** The first array of an output whose length does not fit the input: `voltage[2]: expected 3 values, but got 2`. */
export function findWrongSizes(output: object, sizes: Readonly<Record<string, readonly number[]>>): string | undefined {
  return firstOf(Object.entries(sizes), ([field, size]) => {
    return findWrongSize(field, (output as Readonly<Record<string, unknown>>)[field], size);
  });
}

export function findWrongSize(field: string, values: unknown, [size, ...inner]: readonly number[]): string | undefined {
  if (size === undefined || values === undefined) return undefined;
  const list = values as readonly unknown[];
  if (list.length !== size) {
    const isTransposed = list.length === inner[0] && list.every((row) => Array.isArray(row) && row.length === size);
    const guess = isTransposed ? '; is it transposed?' : '';
    return `${field}: expected ${size} values, but got ${list.length}${guess}`;
  }
  if (inner.length === 0) return undefined;
  return firstOf(list, (value, index) => findWrongSize(`${field}[${index}]`, value, inner));
}

export function firstOf<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const message = check(item, index);
    if (message !== undefined) return message;
  }
  return undefined;
}
