import type { z } from 'zod';
import type { Capability, CapabilityName, Implementation } from '../implementation.ts';

type Port<Name extends CapabilityName> =
  NonNullable<Implementation[Name]> extends Capability<infer Input, infer Output> ? [Input, Output] : never;

/** How a capability is written to the wire. */
export interface WireCapability<Name extends CapabilityName = never> {
  /** Schema of the input on the wire. It describes the fields, not which inputs must be refused. */
  readonly input: z.ZodType;
  /** Schema of the output, on the wire and in process. */
  readonly output: z.ZodType;
  readonly writeInput: (input: Port<Name>[0]) => object;
  readonly readInput: (value: unknown) => unknown;
  /** Fields of the output that have the precision of the implementation. */
  readonly computed: readonly string[];
  /** The first part of an output that does not fit the input, if any. */
  readonly misfit: (input: Port<Name>[0], output: Port<Name>[1]) => string | undefined;
}
