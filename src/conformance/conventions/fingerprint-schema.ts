import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { fieldNames } from './conventions.ts';
import { conventionsSchema } from './conventions-schema.ts';

const precisionName = z.enum(['float64', 'float32']);

const deviation = z.object({
  what: z.enum(['voltage', 'spikes', 'threshold', 'spike height']),
  probe: z.string(),
  neuron: z.int().exactOptional(),
  step: z.int().exactOptional().describe('missing if the probe only tests whether the neuron fires'),
  expected: z.number().exactOptional(),
  got: z.number().nullable().exactOptional().describe('null if the answer lacks it'),
  above: z.number().exactOptional().describe('the largest voltage observed without a spike, if the threshold is not 1'),
  below: z.number().exactOptional().describe('the smallest voltage observed with a spike, if the threshold is not 1'),
});

/** The first deviation of an implementation from conventions. */
export interface FoundDeviation extends DataOf<typeof deviation> {}

/** The words of a fingerprint without spikes, which is compared with no conventions. */
export const neverFires = 'none: it never fires';

/** The schema of a fingerprint in the reports of `lifspec fingerprint` and `lifspec check`. */
export const fingerprintSchema = z.object({
  outcome: z
    .enum(['member', 'outside', 'untold'])
    .describe(
      'member: follows conventions of the family in every probe and on further traces; ' +
        'outside: no known conventions explain it; untold: answered no probe',
    ),
  words: z.string().describe('the conventions in words, without the fields in notTold'),
  conventions: conventionsSchema
    .nullable()
    .describe(
      "the conventions of a member; if some fields are undetermined, the possible conventions nearest to Nengo's",
    ),
  notTold: list(z.object({ field: z.enum(fieldNames), possible: list(z.string()) })).describe(
    'fields that the answers do not determine, with the possible choices',
  ),
  like: list(z.string()).describe(
    'known simulators with the same conventions, except input scale, floor, initial and shown voltage, spike height',
  ),
  precision: z.object({
    declared: precisionName,
    found: precisionName
      .nullable()
      .describe(
        'the precision whose rounding explains the voltages; null if there is none, or if there are no voltages',
      ),
  }),
  nearest: z
    .object({
      words: z.string(),
      conventions: conventionsSchema,
      explained: z.int().describe('number of spike trains that these conventions explain'),
      compared: z.int().describe('number of spike trains'),
      deviation: deviation.nullable().describe('the first one'),
      slip: z
        .string()
        .exactOptional()
        .describe('a mistake in reading requests or writing answers that explains every answer, in words'),
    })
    .exactOptional()
    .describe('the member of the family that is nearest to a simulator outside it'),
  probes: list(
    z.object({
      id: z.string(),
      outcome: z.enum(['answered', 'unanswered']),
      reason: z.string().exactOptional().describe('why there is no answer, or what is wrong with it'),
    }),
  ),
});

/** The conventions that an implementation follows, as far as its answers determine them. */
export interface Fingerprint extends DataOf<typeof fingerprintSchema> {}
