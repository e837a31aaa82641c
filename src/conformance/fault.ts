import { AnsweredError, ImplementationFault, SkippedCase } from './protocol/driver/fault.ts';

/** Why nothing can be said about a case, or about the implementation. */
export type Trouble =
  /** It does not do this case. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** It is gone. */
  | { readonly kind: 'fault'; readonly fault: string; readonly message: string }
  /** It answers, and the answer is none. */
  | { readonly kind: 'no answer'; readonly message: string };

/** What an error says of the implementation that threw it; undefined for what is its answer: it refuses the input. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof SkippedCase) return { kind: 'skipped', reason: error.reason };
  if (error instanceof AnsweredError) return { kind: 'no answer', message: error.message };
  if (!(error instanceof ImplementationFault)) return undefined;
  if (!error.isFatal) return { kind: 'no answer', message: error.message };
  return { kind: 'fault', fault: error.kind, message: error.message };
}
