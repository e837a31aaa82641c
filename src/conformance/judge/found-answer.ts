import type { Implementation } from '../implementation.ts';
import type { Vector } from '../vectors/vector.ts';

/** What an implementation answered when it broke a law. */
export interface FoundAnswer {
  readonly law: { readonly id: string; readonly claim: string; readonly statement: string };
  readonly implementation: Pick<Implementation, 'name' | 'precision'>;
  readonly capability: string;
  readonly input: unknown;
  readonly output?: unknown;
  /** What it threw in place of an answer. */
  readonly error?: unknown;
}

/** Writes an answer that is wrong by itself as a vector: undefined if it is not, or if nothing exact can be said of it. */
export type AsVector = (found: FoundAnswer) => Promise<Vector | undefined>;
