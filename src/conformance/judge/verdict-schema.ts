import { z } from 'zod';
import { InputError } from '../../base/input-error.ts';
import { fingerprintSchema } from '../conventions/fingerprint-schema.ts';
import { levelNames } from '../level.ts';
import { flawOf } from '../protocol/driver/answer.ts';
import { caseOutcomes } from './judge.ts';
import { claimOutcomes, type ImplementationNames, type Verdict } from './verdict.ts';

const level = z.enum(levelNames);
const shift = z.enum(['late', 'early', 'either']).exactOptional().describe('direction, if the level is shifted');
const text = z.string();

const failureSchema = z.object({
  message: text,
  expected: text.describe('a spike train with one character per step, or a value'),
  got: text,
  stage: text.exactOptional().describe('the first stage that deviates'),
  step: z.int().min(0).exactOptional(),
  neuron: z.int().min(0).exactOptional(),
  smallest: z.unknown().exactOptional().describe('the smallest failing case found, as plain data'),
  vector: z.unknown().exactOptional().describe('the same as a vector (vector.schema.json), for lifspec check --vector'),
});

const caseSchema = z.object({
  id: text.min(1),
  kind: z.enum(['law', 'vector']),
  title: text,
  outcome: z.enum(caseOutcomes),
  level: level.nullable().describe('null for laws and refusals'),
  shift,
  reason: text.exactOptional().describe('why it was skipped, not applicable or not run'),
  failure: failureSchema.exactOptional(),
});

const claimSchema = z.object({
  id: text.min(1),
  statement: text,
  why: text,
  level: level.nullable().describe('null if no vector applies'),
  shift,
  outcome: z.enum(claimOutcomes),
  cases: z.array(caseSchema).min(1),
});

const count = z.int().min(0);

/** How a report names an implementation. */
export const implementationSchema: z.ZodType<ImplementationNames> = z.object({
  name: text,
  version: text.exactOptional(),
  language: text.exactOptional(),
  homepage: text.exactOptional(),
  precision: z.enum(['float64', 'float32']),
  capabilities: z.array(text),
}) as z.ZodType<ImplementationNames>;

/** The schema of a verdict. */
export const verdictSchema: z.ZodType<Verdict> = z.object({
  versions: z.object({ lifspec: text, specification: text, protocol: z.int().min(1) }),
  implementation: implementationSchema,
  environment: text.exactOptional().describe('where lifspec ran'),
  level: level.nullable().describe('null if only laws were run'),
  shift,
  conforming: z.boolean(),
  fault: z.object({ kind: text, message: text, case: text }).nullable(),
  counts: z.object({ passed: count, failed: count, skipped: count, notApplicable: count, notRun: count }),
  conventions: z.object({
    source: z.enum(['Nengo', 'declared', 'fingerprint']),
    deviations: z.array(text),
    mismatches: z.array(text).exactOptional(),
  }),
  claims: z.array(claimSchema),
  fingerprint: fingerprintSchema.nullable().describe('null if no fingerprint was taken'),
  skips: z.array(z.object({ reason: text, by: z.enum(['file', 'implementation']), cases: z.array(text).min(1) })),
  untested: z.array(
    z.object({
      kind: z.enum(['claim', 'mutant']),
      id: text,
      what: text,
      because: z.enum(['skips', 'not applicable']),
    }),
  ),
  looksLike: z.array(
    z.object({ name: text, difference: text, cites: text.exactOptional(), alike: z.number().min(0).max(1) }),
  ),
  exploration: z.object({ seed: z.int(), numRuns: z.int().min(1) }),
}) as z.ZodType<Verdict>;

/**
 * Reads a verdict from the text of a JSON report.
 *
 * @param name - of the file, for messages
 * @throws {InputError} if it is not a verdict, naming the field that is wrong
 */
export function parseVerdict(text: string, name: string): Verdict {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${name}: is not JSON; expected a report written by lifspec check --report json=FILE`);
  }
  const flaw = flawOf(verdictSchema, json);
  if (flaw !== undefined)
    throw new InputError(`${name}: is not a report of lifspec check --report json: ${flaw.message}`);
  return json as Verdict;
}
