/**
 * The protocol between lifspec and a program under test: requests and answers, one JSON object per line. This file
 * defines the messages, `serve` answers them, and `driver/connect` sends them to a program.
 */

import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { shownText } from '../../base/text.ts';
import { versions } from '../../base/version.ts';
import { declaredConventions, declaredEvents } from '../choices/conventions-schema.ts';
import type { CapabilityName } from '../implementation.ts';
import { wireCapabilities } from './capabilities.ts';
import { sizeLimits } from './size-limits.ts';

export const capabilityNames: readonly CapabilityName[] = Object.keys(wireCapabilities) as CapabilityName[];

const id = z.int().min(0).describe('Is sent back in the answer.');
const capabilityName = z.enum(capabilityNames as [CapabilityName, ...CapabilityName[]]);
const protocol = z
  .literal(versions.protocol, `expected ${versions.protocol}, which lifspec ${versions.lifspec} speaks`)
  .describe('Version of the protocol.');

export const startRequest = z.object({ id, command: z.literal('start'), protocol });

/** Schema of a request to run a capability. The input has its own schema. */
export const runRequest = z.object({
  id,
  command: z.literal('run'),
  capability: capabilityName,
  input: z.record(z.string(), z.unknown()),
});

export interface RunRequest extends DataOf<typeof runRequest> {}

/** Schema of the last request. It has no answer: the program exits with 0. */
export const stopRequest = z.object({ id, command: z.literal('stop') });

const startFields = z.object({
  id,
  protocol,
  implementation: z.object({
    name: shownText,
    version: shownText,
    language: shownText.exactOptional(),
  }),
  capabilities: list(capabilityName)
    .min(1, 'expected at least 1 item')
    .max(capabilityNames.length, 'expected each capability once')
    .describe('The capabilities that the program supports; cases that need others are not applicable.'),
  precision: z.enum(['float32', 'float64']).describe('The precision in which it computes.'),
  refuses: z
    .boolean()
    .exactOptional()
    .describe('Whether it refuses every invalid input with invalid-input; otherwise no invalid inputs are sent.'),
  takesWeights: z
    .boolean()
    .exactOptional()
    .describe('Whether it trains from the weights in a request, by default true; otherwise no weights are sent.'),
  limits: sizeLimits
    .exactOptional()
    .describe(
      'The most that it computes in one request; larger requests are not sent. It refuses them with invalid-input.',
    ),
  conventions: declaredConventions.exactOptional().describe("Its conventions; missing fields have Nengo's choices."),
  eventConventions: declaredEvents
    .exactOptional()
    .describe("Its conventions of events; missing fields have the definition's choices."),
});

/**
 * Schema of the answer to `start`. The weights of a network are per spike of height amplitude/dt (W8), so a program that
 * runs networks cannot declare another height.
 */
export const startAnswer = startFields.refine(
  ({ capabilities, conventions }) =>
    !(capabilities.includes('network') || capabilities.includes('training')) ||
    (conventions?.spikeHeight ?? 'amplitude/dt') === 'amplitude/dt',
  {
    error:
      'must be amplitude/dt if the program runs networks, whose weights are per spike of this height; let spikes have it',
    path: ['conventions', 'spikeHeight'],
  },
);

export interface StartAnswer extends DataOf<typeof startAnswer> {}

/** Schema of an answer to `run`. The output has its own schema. */
export const outputAnswer = z.object({ id, output: z.record(z.string(), z.unknown()) });

/** Schema of the answer to a case that the program skips. */
export const skippedAnswer = z.object({ id, skipped: z.string().min(1).describe('The reason.') });

/** Schema of an error. Invalid inputs are refused with the kind `invalid-input`. */
export const errorAnswer = z.object({
  id,
  error: z
    .object({
      kind: z
        .string()
        .min(1)
        .describe(
          'invalid-input: the input is invalid. unsupported: the program cannot honor a parameter of it. Any other word: something failed.',
        ),
      message: z.string(),
      parameter: z
        .string()
        .min(1)
        .exactOptional()
        .describe('with the kind unsupported: the parameter, or type of node, that the program cannot honor'),
    })
    .refine(({ kind, parameter }) => kind !== 'unsupported' || parameter !== undefined, {
      message: 'must name what the program cannot honor',
      path: ['parameter'],
    }),
});
