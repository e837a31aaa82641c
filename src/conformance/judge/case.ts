import type { Failing } from '../ask.ts';
import type { Assumption } from '../assumption.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import type { Exchange, Recording } from './exchange.ts';
import type { Failure, JudgedCase } from './verdict.ts';

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
export interface Finding
  extends Pick<CaseResult, 'rounding' | 'negligible' | 'reason' | 'skippedBy' | 'skippedInputs' | 'failure'> {
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'not applicable';
  /** The requests that led to the failure, with their answers. */
  readonly exchanges?: readonly Exchange[];
}

/** A case with its outcome, which follows from the finding and the skips. */
export interface CaseResult extends Omit<JudgedCase, 'id' | 'kind' | 'title'> {
  readonly case: Case;
  /** Characters of the requests that led to a failure. */
  readonly inputLength?: number;
}

/** What is shown for an error instead of an answer. A refusal is an answer, although it may be a wrong one. */
export function describeError({ is, error }: Failing): Pick<Failure, 'expected' | 'got' | 'instead'> {
  const expected = 'an answer';
  return is === 'refusal'
    ? { expected, got: `a refusal: ${error.message}`, instead: 'refusal' }
    : { expected, got: error.message, instead: 'error' };
}
