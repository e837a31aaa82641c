import type { Assumption } from '../assumption.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import type { Level } from '../level.ts';
import type { SkippedCase } from '../protocol/driver/fault.ts';

/** One test of an implementation: a law or a vector. */
export interface Case {
  /** Stable: reports and skip files refer to it. */
  readonly id: string;
  /** The claim or clause that it is about. */
  readonly subject: string;
  readonly kind: 'law' | 'vector';
  /** What is expected, a sentence without its subject. */
  readonly title: string;
  readonly needs: readonly CapabilityName[];
  /** Where the implementation must follow Nengo. */
  readonly assumes: readonly Assumption[];
  readonly run: (implementation: Implementation) => Promise<Finding>;
}

/** What running a case shows, before skips are taken into account. */
export interface Finding {
  /** Present if there are levels between correct and wrong. */
  readonly level?: Level;
  readonly spikes?: number;
  readonly failure?: Failure;
  readonly skipped?: Pick<SkippedCase, 'reason' | 'by'>;
  readonly notApplicable?: string;
}

/** How an implementation failed a case. */
export interface Failure {
  readonly message: string;
  /** For a terminal: a spike train with one character per step, or a value. */
  readonly expected: string;
  readonly got: string;
  /** The first stage that deviates: `voltage`, `spikes`, … */
  readonly stage?: string;
  readonly step?: number;
  readonly neuron?: number;
  /** The largest difference that passes, if a number deviates. */
  readonly allowed?: number;
  /** The smallest failing input found, with its answers, as plain data. */
  readonly smallest?: unknown;
  /** The same as a vector, which `lifspec check --vector` reads, if the right answer is exact. */
  readonly vector?: unknown;
}

/** A request and its answer, as plain data. */
export interface ExchangeShown {
  readonly capability: string;
  readonly input: unknown;
  /** The correct answer, if it can be computed. */
  readonly expected?: unknown;
  readonly got: unknown;
}
