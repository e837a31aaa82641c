import { z } from 'zod';
import { shownText } from '../../base/text.ts';
import { versions } from '../../base/version.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { declaredConventions } from '../conventions/conventions-schema.ts';
import type { CapabilityName } from '../implementation.ts';
import { capabilityNames } from './capability.ts';
import { list } from './list.ts';

const id = z.int().min(0).describe('Comes back in the answer.');

/** The first request. */
export const startRequest: z.ZodType<StartRequest> = z.object({
  id,
  command: z.literal('start'),
  protocol: z.literal(versions.protocol),
});

/** The first request. */
export interface StartRequest {
  /** Comes back in the answer. */
  readonly id: number;
  /** What it is. */
  readonly command: 'start';
  /** Version of the messages. */
  readonly protocol: number;
}

/** A request to do something; the schema of the input belongs to the capability. */
export const runRequest: z.ZodType<RunRequest> = z.object({
  id,
  command: z.literal('run'),
  capability: z.enum(capabilityNames as [CapabilityName, ...CapabilityName[]]),
  input: z.record(z.string(), z.unknown()),
});

/** A request to do something. */
export interface RunRequest {
  /** Comes back in the answer. */
  readonly id: number;
  /** What it is. */
  readonly command: 'run';
  /** What is to be done. */
  readonly capability: CapabilityName;
  /** Its input, as the schema of the capability says. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** The last request. It gets no answer: the program ends with exit code 0. */
export const stopRequest: z.ZodType<StopRequest> = z.object({ id, command: z.literal('stop') });

/** The last request. */
export interface StopRequest {
  /** Of no answer. */
  readonly id: number;
  /** What it is. */
  readonly command: 'stop';
}

/** Seen in lines of reports. */
const shortText = shownText.max(200);

/** Answer to start: who answers, and what it offers. */
export const description: z.ZodType<Description> = z.object({
  id,
  implementation: z.object({
    name: shortText,
    version: shortText,
    language: shortText.exactOptional(),
    homepage: shortText.exactOptional(),
  }),
  capabilities: list(z.enum(capabilityNames as [CapabilityName, ...CapabilityName[]]), {
    least: 1,
    isSet: true,
  }).describe('What it can be asked for; what is not listed is not applicable.'),
  precision: z.enum(['float32', 'float64']).describe('In what it computes.'),
  conventions: declaredConventions.exactOptional().describe('Its own rules; what is left out is as in Nengo.'),
});

/** What an implementation says of itself. */
export interface Description {
  readonly id: number;
  readonly implementation: {
    readonly name: string;
    readonly version: string;
    readonly language?: string;
    readonly homepage?: string;
  };
  readonly capabilities: readonly CapabilityName[];
  readonly precision: 'float32' | 'float64';
  readonly conventions?: Partial<Conventions>;
}

/** Answer to run: what came out; its schema belongs to the capability. */
export const outputAnswer: z.ZodType<{ id: number; output: Record<string, unknown> }> = z.object({
  id,
  output: z.record(z.string(), z.unknown()),
});

/** Answer to run: it cannot be done, which is no mistake. */
export const skippedAnswer: z.ZodType<{ id: number; skipped: string }> = z.object({
  id,
  skipped: z.string().min(1).describe('Why.'),
});

/** Answer to any request: it went wrong. An input that makes no sense is refused with the kind `invalid-input`. */
export const errorAnswer: z.ZodType<{ id: number; error: { kind: string; message: string } }> = z.object({
  id,
  error: z.object({
    kind: z.string().min(1).describe('invalid-input: the input makes no sense. Any other word: it went wrong.'),
    message: z.string(),
  }),
});
