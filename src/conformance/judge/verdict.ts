import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { declaredConventions, declaredEvents } from '../choices/conventions-schema.ts';
import { diagnosisSchema, stagesDiagnosisSchema } from '../choices/diagnosis.ts';
import { staged } from '../choices/stages-of.ts';
import { judgedVersionsSchema } from '../clauses.ts';

const text = z.string();
const count = z.int().min(0);

const failureSchema = z.object({
  message: z.string(),
  expected: z.string().describe('a spike train with one character per step, or a value'),
  got: z.string(),
  isDrawn: z.literal(true).exactOptional().describe('whether both are spike trains'),
  instead: z
    .enum(['error', 'refusal', 'silence', 'rounding'])
    .exactOptional()
    .describe(
      'what it gave instead of an answer; error: or an invalid answer; silence: it has never fired; rounding: the same, except for the last digits',
    ),
  stage: z.string().exactOptional().describe('the first stage that deviates'),
  clause: z.string().exactOptional().describe('the clause that it breaks, if not that of the case'),
  step: z.int().min(0).exactOptional(),
  neuron: z.int().min(0).exactOptional(),
  allowed: z.number().min(0).exactOptional().describe('the largest difference that passes, if a number deviates'),
  smallest: z.unknown().exactOptional().describe('the smallest failing case found, as plain data'),
  omitted: z.string().exactOptional().describe('what exceeds the limits of a check or of a verdict'),
});

export interface Failure extends DataOf<typeof failureSchema> {}

const roundingSchema = z.object({
  stage: z.string().describe('voltage, gain, conv0 current, …'),
  step: z.int().min(0).exactOptional(),
  neuron: z.int().min(0).exactOptional(),
  expected: z.unknown(),
  got: z.unknown(),
});

const negligibleSchema = z.object({
  difference: z.number().min(0),
  allowed: z.number().min(0).describe('what the roundings of a right simulator can reach there'),
});

/** Voltages that differ so little from right ones that rounding may explain it. */
export interface Negligible extends DataOf<typeof negligibleSchema> {}

/** Inputs of a law that the implementation skipped. */
const skippedInputsSchema = z.object({
  count: z.int().min(1),
  of: z.int().min(1).describe('number of inputs, skipped or not'),
  reason: z.string().describe('why they were skipped; of reasons that differ only in numbers, the last'),
});

export interface SkippedInputs extends DataOf<typeof skippedInputsSchema> {}

/**
 * How a case ended:
 *
 * - skipped: a skip file lists it, which is not a failure; or the implementation skips it, which is a failure unless the
 *   skip file lists it
 * - unneeded skip: the skip file says that it fails, but it passes; this is a failure
 * - not applicable: it tests something that the implementation does not support; this is not a pass
 * - not run: the implementation had already crashed, hung or broken the protocol
 */
const caseOutcomes = ['passed', 'failed', 'skipped', 'unneeded skip', 'not applicable', 'not run'] as const;

export type CaseOutcome = (typeof caseOutcomes)[number];

const judgedCase = z.object({
  id: text.min(1),
  kind: z.enum(['law', 'vector']),
  title: text,
  outcome: z.enum(caseOutcomes),
  reason: text.exactOptional().describe('why it was skipped, not applicable or not run'),
  skippedBy: z
    .enum(['file', 'implementation', 'lifspec'])
    .exactOptional()
    .describe('file: the skip file; lifspec: a limit was exceeded, or the program does not run twice'),
  missing: list(text).exactOptional().describe('capabilities that it needs and the implementation lacks'),
  skippedInputs: skippedInputsSchema.exactOptional().describe('inputs that a passed law was not tried on'),
  rounding: roundingSchema
    .exactOptional()
    .describe('of a passed vector, the first number that is not exactly the expected one'),
  negligible: negligibleSchema
    .exactOptional()
    .describe('of a passed case whose spikes are all right, the largest difference of voltages beyond its tolerance'),
  failure: failureSchema.exactOptional(),
});

export interface JudgedCase extends DataOf<typeof judgedCase> {}

const judgedClause = z.object({
  id: text.min(1).describe('threshold, refractory, …'),
  statement: text,
  why: text.describe('why it matters to a user; may be empty'),
  outcome: z.enum(['holds', 'broken', 'skipped', 'not applicable', 'not run']),
  cases: list(judgedCase).min(1),
});

export interface JudgedClause extends DataOf<typeof judgedClause> {}

const faultSchema = z.object({
  kind: z.string(),
  message: z.string(),
  case: z.string().describe('id of the case that was running'),
  request: z
    .object({ capability: z.string(), input: z.unknown() })
    .exactOptional()
    .describe('the request that was not answered'),
  stderr: z.string().exactOptional().describe('the end of what it wrote to stderr'),
});

export interface Fault extends DataOf<typeof faultSchema> {}

/** The schema of how a report names an implementation. */
export const implementationSchema = z.object({
  name: text,
  version: text.exactOptional(),
  language: text.exactOptional(),
  precision: z.enum(['float64', 'float32']),
  capabilities: list(text),
});

const conventions = z.object({
  source: z
    .enum(['Nengo', 'declared', 'nearest'])
    .describe('Nengo: it declares none; nearest: it declares none, and nearly follows these, or with a mistake'),
  differing: declaredConventions.describe("the fields in which they differ from Nengo's"),
  undeclared: declaredConventions
    .exactOptional()
    .describe('conventions that it follows and should declare in its answer to the start request'),
  events: declaredEvents
    .exactOptional()
    .describe('the choices by which its networks of events were judged, where they differ from those of its neurons'),
});

/** The schema of a verdict, as `lifspec check --report json` prints it. */
export const verdictSchema = z.object({
  versions: judgedVersionsSchema,
  implementation: implementationSchema,
  environment: text.exactOptional().describe('where lifspec ran'),
  conforming: z
    .boolean()
    .describe(
      'at least one case passed, none failed, no fault occurred, the diagnosis does not ' +
        'contradict the conventions or the skip file excuses it, no skip is unneeded, and the implementation skips no case that the skip file does not list',
    ),
  bitIdentical: z
    .boolean()
    .describe('conforms, and every number of every vector of neurons and networks is exactly the expected one'),
  fault: faultSchema.nullable(),
  counts: z
    .object({
      passed: count,
      failed: count,
      skipped: count,
      notApplicable: count,
      notRun: count,
      skippedInputs: count.exactOptional().describe('inputs that passed laws were not tried on'),
    })
    .describe('number of cases by outcome'),
  conventions: conventions.describe('conventions that it was judged by'),
  clauses: list(judgedClause).max(1000).describe('the clauses that cases are about, in the order of the definition'),
  diagnosis: diagnosisSchema.nullable().describe('what its neurons do; null if they were not asked'),
  diagnoses: z
    .partialRecord(z.enum(staged), stagesDiagnosisSchema)
    .exactOptional()
    .describe('what it does in other capabilities that were asked, beside its neurons'),
  broken: list(text)
    .exactOptional()
    .describe(
      'clauses that a case breaks, in the order of their smallest failing input; only those of neurons if these fail by themselves',
    ),
  excused: list(z.object({ id: text, reason: text, outcome: z.enum(['skipped', 'unneeded skip']) }))
    .exactOptional()
    .describe('what the skip file says of the diagnosis; unneeded if it says something else'),
  exploration: z.object({
    seed: z.int().describe('seed of the generated inputs'),
    numRuns: z.int().min(1).describe('number of inputs per law'),
    isQuick: z.boolean().exactOptional().describe('whether only some cases were run, for a first verdict'),
  }),
});

export interface Verdict extends DataOf<typeof verdictSchema> {}
