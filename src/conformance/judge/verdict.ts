import { z } from 'zod';
import { InputError } from '../../base/input-error.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { parseJson } from '../../base/read-text.ts';
import type { Versions } from '../../base/version.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { declaredConventions } from '../conventions/conventions-schema.ts';
import { type Fingerprint, fingerprintSchema } from '../conventions/fingerprint-schema.ts';
import { type LevelName, levelNames, type Shift } from '../level.ts';
import { flawOf } from '../protocol/driver/answer.ts';
import type { SkippedCase } from '../protocol/driver/fault.ts';
import type { StartAnswer } from '../protocol/protocol.ts';
import type { Case, Failure } from './case.ts';
import { type CaseOutcome, caseOutcomes, type Fault } from './judge.ts';

/** The result of judging an implementation, as `lifspec check --report json` prints it. */
export interface Verdict extends JudgedLevel {
  readonly versions: Versions;
  readonly implementation: ImplementationNames;
  readonly environment?: string;
  /**
   * Whether at least one case passed, none failed, no fault occurred, the level is `steps` or better, the
   * fingerprint does not contradict the conventions, and the implementation skips no case that the skip file does not
   * list.
   */
  readonly conforming: boolean;
  readonly fault: Fault | null;
  /** Number of cases by outcome. */
  readonly counts: Readonly<Record<'passed' | 'failed' | 'skipped' | 'notApplicable' | 'notRun', number>>;
  /** The conventions that it was judged by. */
  readonly conventions: {
    /** Nengo's are used if it declares none. Vectors from files are held to the answers in them. */
    readonly source: 'Nengo' | 'declared' | 'fingerprint' | 'vectors';
    /** How they differ from Nengo's. */
    readonly deviations: readonly string[];
    /** How the fingerprint contradicts them: `declares reset to zero, but follows reset by subtraction`. */
    readonly mismatches?: readonly string[];
    /** Conventions that it follows and should declare, as fields of its answer to `start`. */
    readonly undeclared?: Partial<Conventions>;
  };
  /** The claims, then the clauses of the definition. */
  readonly claims: readonly JudgedSubject[];
  readonly fingerprint: Fingerprint | null;
  /** Cases that were skipped, by reason. */
  readonly skips: readonly {
    readonly reason: string;
    readonly by: 'file' | SkippedCase['by'];
    readonly cases: readonly string[];
    /** Address of the issue about it. */
    readonly issue?: string;
    /** Whether the cases pass at times. */
    readonly flaky?: boolean;
  }[];
  /** Claims that no case tests any longer, and mutants that no case kills any longer. */
  readonly untested: readonly {
    readonly kind: 'claim' | 'mutant';
    readonly id: string;
    /** The claim's statement, or what the mutant does wrong. */
    readonly what: string;
    readonly because: 'skips' | 'not applicable';
  }[];
  /** Mutants with similar failures, nearest first. */
  readonly looksLike: readonly Likeness[];
  /** The seed of the generated inputs, and the number of inputs per law. */
  readonly exploration: { readonly seed: number; readonly numRuns: number; readonly isQuick?: boolean };
}

/** The level of the worst vector; null if no case has a level, as with laws and refusals. */
interface JudgedLevel {
  readonly level: LevelName | null;
  /** The direction, if the level is `shifted`. */
  readonly shift?: Shift;
}

/** What an implementation says about itself. */
export interface ImplementationNames extends Partial<StartAnswer['implementation']> {
  readonly name: string;
  readonly precision: PrecisionName;
  readonly capabilities: readonly string[];
}

/** A claim or a clause of the definition, with its outcome and its cases. */
export interface JudgedSubject extends JudgedLevel {
  /** `C1`, `F2`, `threshold`, … */
  readonly id: string;
  readonly statement: string;
  /** What goes wrong for a user if it does not hold; may be empty. */
  readonly why: string;
  readonly outcome: (typeof claimOutcomes)[number];
  readonly cases: readonly JudgedCase[];
}

/** A case and its outcome, as a report lists them. */
export interface JudgedCase extends Pick<Case, 'id' | 'kind' | 'title'>, JudgedLevel {
  readonly outcome: CaseOutcome;
  readonly reason?: string;
  readonly failure?: Failure;
}

/** A mutant with similar failures. */
export interface Likeness {
  readonly name: string;
  /** What it does wrong, a sentence without its subject. */
  readonly difference: string;
  /** The real bug that it reproduces. */
  readonly cites?: string;
  /** Number of cases that both fail, divided by the number that at least one fails. */
  readonly alike: number;
}

const claimOutcomes = ['holds', 'broken', 'skipped', 'not applicable', 'not run'] as const;

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
  allowed: z.number().min(0).exactOptional().describe('the largest difference that passes'),
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
  fault: z
    .object({
      ...{ kind: text, message: text, case: text },
      request: z
        .object({ capability: text, input: z.unknown() })
        .exactOptional()
        .describe('the request that was not answered'),
      stderr: text.exactOptional().describe('the end of what it wrote to stderr'),
    })
    .nullable(),
  counts: z.object({ passed: count, failed: count, skipped: count, notApplicable: count, notRun: count }),
  conventions: z.object({
    source: z.enum(['Nengo', 'declared', 'fingerprint', 'vectors']),
    deviations: z.array(text),
    mismatches: z.array(text).exactOptional(),
    undeclared: declaredConventions
      .exactOptional()
      .describe('conventions that it follows and should declare in its answer to start'),
  }),
  claims: z.array(claimSchema),
  fingerprint: fingerprintSchema.nullable().describe('null if no fingerprint was taken'),
  skips: z.array(
    z.object({
      ...{ reason: text, by: z.enum(['file', 'implementation', 'lifspec']), cases: z.array(text).min(1) },
      issue: text.exactOptional().describe('address of the issue about it'),
      flaky: z.boolean().exactOptional().describe('whether the cases pass at times'),
    }),
  ),
  untested: z.array(
    z.object({ kind: z.enum(['claim', 'mutant']), id: text, what: text, because: z.enum(['skips', 'not applicable']) }),
  ),
  looksLike: z.array(
    z.object({ name: text, difference: text, cites: text.exactOptional(), alike: z.number().min(0).max(1) }),
  ),
  exploration: z.object({
    ...{ seed: z.int(), numRuns: z.int().min(1) },
    isQuick: z.boolean().exactOptional().describe('whether only some cases were run, for a first verdict'),
  }),
}) as z.ZodType<Verdict>;

/**
 * Reads a verdict from the text of a JSON report.
 *
 * @param name - of the file, for messages
 * @throws {InputError} if it is not a verdict, naming the invalid field
 */
export function parseVerdict(text: string, name: string): Verdict {
  const json = parseJson(text, name, '; expected a report written by lifspec check --report json=FILE');
  const flaw = flawOf(verdictSchema, json);
  if (flaw !== undefined)
    throw new InputError(`${name}: is not a report of lifspec check --report json: ${flaw.message}`);
  return json as Verdict;
}
