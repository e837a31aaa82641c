import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import type { Failing } from '../ask.ts';
import type { Assumption } from '../assumption.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import type { Level } from '../level.ts';
import type { SkippedCase } from '../protocol/driver/fault.ts';
import type { Exchange, Recording } from './exchange.ts';

/** One test of an implementation: a law or a vector. */
export interface Case {
  /** Stable: reports and skip files refer to it. */
  readonly id: string;
  /** The clause that it is about. */
  readonly clause: string;
  readonly kind: 'law' | 'vector';
  /** What is expected, a sentence without its subject. */
  readonly title: string;
  readonly needs: readonly CapabilityName[];
  /** Where the implementation must follow Nengo. */
  readonly assumes: readonly Assumption[];
  /** About how many requests it sends, from which the time left is estimated; 1 by default. */
  readonly requests?: number;
  /** Whether it runs after all others. */
  readonly isLast?: true;
  /** @param another - starts the implementation again, in a process beside the first; absent if that is impossible */
  readonly run: (recording: Recording, another?: StartAnother) => Promise<Finding>;
}

/** Starts an implementation again, or returns the one that was started before. */
export type StartAnother = () => Promise<Implementation>;

/** What running a case shows, before a skip file is taken into account. */
export interface Finding extends Pick<CaseResult, 'level' | 'reason' | 'skippedBy' | 'skippedInputs' | 'failure'> {
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'not applicable';
  /** The requests that led to the failure, with their answers. */
  readonly exchanges?: readonly Exchange[];
}

export const failureSchema = z.object({
  message: z.string(),
  expected: z.string().describe('a spike train with one character per step, or a value'),
  got: z.string(),
  isDrawn: z.literal(true).exactOptional().describe('whether both are spike trains'),
  isError: z.literal(true).exactOptional().describe('whether it answered with an error or an invalid answer'),
  stage: z.string().exactOptional().describe('the first stage that deviates'),
  clause: z.string().exactOptional().describe('the clause that it breaks, if not that of the case'),
  step: z.int().min(0).exactOptional(),
  neuron: z.int().min(0).exactOptional(),
  allowed: z.number().min(0).exactOptional().describe('the largest difference that passes, if a number deviates'),
  smallest: z.unknown().exactOptional().describe('the smallest failing case found, as plain data'),
});

export interface Failure extends DataOf<typeof failureSchema> {}

/** Inputs of a law that the implementation skipped. */
export const skippedInputsSchema = z.object({
  count: z.int().min(1),
  of: z.int().min(1).describe('number of inputs, skipped or not'),
  reason: z.string().describe('why the last one was skipped'),
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
export const caseOutcomes = ['passed', 'failed', 'skipped', 'unneeded skip', 'not applicable', 'not run'] as const;

export type CaseOutcome = (typeof caseOutcomes)[number];

/** A case with its outcome, which follows from the finding and the skips. */
export interface CaseResult {
  readonly case: Case;
  readonly outcome: CaseOutcome;
  /** Present if there are levels between correct and wrong. */
  readonly level?: Level;
  /** Why it was skipped, not applicable or not run. */
  readonly reason?: string;
  /** Capabilities that it needs and the implementation does not support. */
  readonly missing?: readonly CapabilityName[];
  readonly skippedBy?: 'file' | SkippedCase['by'];
  /** Present if it passed without them. */
  readonly skippedInputs?: SkippedInputs;
  readonly failure?: Failure;
  /** Names of the mutants that give the same wrong answers; missing if that was not tried. */
  readonly lookalikes?: readonly string[];
}

/** The message of a case that passed, but fails because the implementation has never fired. */
export const provesNothing = 'never fires, so passing proves nothing';

/** What is shown for an error instead of an answer. A refusal is an answer, although it may be a wrong one. */
export function describeError({ is, error }: Failing): Pick<Failure, 'expected' | 'got' | 'isError'> {
  const expected = 'an answer';
  return is === 'refusal'
    ? { expected, got: `a refusal: ${error.message}` }
    : { expected, got: error.message, isError: true };
}
