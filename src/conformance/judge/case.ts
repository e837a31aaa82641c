import type { Assumption } from '../assumption.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import type { Level } from '../level.ts';

/** Something that an implementation is judged by: a law, or a vector. */
export interface Case {
  /** Never reused, never renamed: reports and skip lists refer to it. */
  readonly id: string;
  /** Claim or clause that it is about. */
  readonly claim: string;
  readonly kind: 'law' | 'vector';
  /** What it says, a sentence without its subject. */
  readonly title: string;
  /** What an implementation must offer. */
  readonly needs: readonly CapabilityName[];
  /** In what an implementation must be as Nengo is. */
  readonly assumes: readonly Assumption[];
  readonly run: (implementation: Implementation) => Promise<Finding>;
}

/** What came of a case. */
export interface Finding {
  /** How near the answer came; only where there is something between right and wrong. */
  readonly level?: Level;
  /** Spikes that came. */
  readonly spikes?: number;
  /** Why it fails; absent if it does not. */
  readonly failure?: Failure;
  /** Why the implementation would not do it. */
  readonly skipped?: string;
  /** Why it says nothing about the implementation. */
  readonly notApplicable?: string;
}

/** How an implementation failed a case. */
export interface Failure {
  readonly message: string;
  /** What was expected and what came, drawn: a spike train in a line, one character a step. */
  readonly expected: string;
  readonly got: string;
  /** The first stage at which the answer leaves what was expected: `voltage`, `spikes`, … */
  readonly stage?: string;
  readonly step?: number;
  readonly neuron?: number;
  /** The smallest input that was found to fail, with what it gives. */
  readonly smallest?: SmallestCase;
  /** The same in the form of a vector's file, if what is right can be said exactly. */
  readonly vector?: unknown;
}

/** A failing case as plain data, to be shown to those who can mend it. */
export interface SmallestCase {
  readonly id: string;
  readonly claim: string;
  readonly title: string;
  /** What was asked one after another, and what came. */
  readonly exchanges: readonly ExchangeShown[];
}

/** A request and its answer, as plain data. */
export interface ExchangeShown {
  readonly capability: string;
  readonly input: unknown;
  /** What the conventions give, where they can be asked. */
  readonly expected?: unknown;
  readonly got: unknown;
}
