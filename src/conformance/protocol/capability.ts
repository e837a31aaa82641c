import { z } from 'zod';
import type { Capability, CapabilityName, Implementation } from '../implementation.ts';
import { readNumbers } from './json-line.ts';

type Port<Name extends CapabilityName> =
  NonNullable<Implementation[Name]> extends Capability<infer Input, infer Output> ? [Input, Output] : never;

/** The wire format of a capability. */
export interface WireCapability<Name extends CapabilityName = never> {
  /** Schema of the input on the wire. It describes the fields, not which inputs must be refused. */
  readonly input: z.ZodType;
  /** Schema of the output, on the wire and in process. */
  readonly output: z.ZodType;
  readonly writeInput: (input: Port<Name>[0]) => object;
  readonly readInput: (value: unknown) => unknown;
  /** Fields of the output that have the precision of the implementation. */
  readonly computed: readonly string[];
  /** The first part of an output that does not match the input, if any. */
  readonly misfit: (input: Port<Name>[0], output: Port<Name>[1]) => string | undefined;
}

/** An input whose fields are written as they are, in the order of its schema. */
export function plainInput(
  shape: z.ZodRawShape,
): Pick<WireCapability, 'input' | 'readInput'> & { readonly writeInput: (input: object) => object } {
  const write = (input: object) => Object.keys(shape).map((field) => [field, input[field as keyof typeof input]]);
  return { input: z.object(shape), writeInput: (input) => Object.fromEntries(write(input)), readInput: readNumbers };
}

/** The first array of an output whose length does not fit the input: `voltage[2]: expected 3 values, but got 2`. */
export function findWrongSizes(output: object, sizes: Readonly<Record<string, readonly number[]>>): string | undefined {
  const values = output as Readonly<Record<string, unknown>>;
  return firstOf(
    Object.entries(sizes).map(
      ([field, size]) =>
        () =>
          findWrongSize(field, values[field], size),
    ),
  );
}

/** The first array, of some arrays inside each other, that has another length than expected. */
export function findWrongSize(field: string, values: unknown, sizes: readonly number[]): string | undefined {
  const [size, ...inner] = sizes;
  if (size === undefined || values === undefined) return undefined;
  const list = values as readonly unknown[];
  if (list.length !== size) return `${field}: expected ${size} values, but got ${list.length}`;
  if (inner.length === 0) return undefined;
  return firstOf(list.map((value, index) => () => findWrongSize(`${field}[${index}]`, value, inner)));
}

/** The first result that is not undefined. */
export function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const wrong = check();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
