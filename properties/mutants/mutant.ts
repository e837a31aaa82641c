import type { Implementation } from '../../src/conformance/implementation.ts';

/** A wrong implementation: the reference but for one difference. At least one law has to break on it. */
export interface Mutant extends Implementation {
  /** Kebab-case, never reused, never renamed: kill matrix and reports refer to it. */
  readonly name: string;
  /** What it does otherwise, in the present tense, without its subject: `fires at a voltage of exactly one`. */
  readonly difference: string;
  /** The real bug that it re-creates, as `project#issue`. */
  readonly cites?: string;
}
