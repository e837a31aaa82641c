import { AnsweredError, ImplementationFault, SkippedCase } from './protocol/driver/fault.ts';

/** The reason why a case, or the whole implementation, cannot be judged. */
export type Trouble =
  /** The implementation skips the case. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** The implementation has stopped. */
  | { readonly kind: 'fault'; readonly fault: string; readonly message: string }
  /** Its answer is invalid. */
  | { readonly kind: 'no answer'; readonly message: string };

/** Classifies an error thrown by an implementation; undefined if it is an answer, such as a refusal. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof SkippedCase) return { kind: 'skipped', reason: error.reason };
  if (error instanceof AnsweredError) return { kind: 'no answer', message: error.message };
  if (!(error instanceof ImplementationFault)) return undefined;
  if (!error.isFatal) return { kind: 'no answer', message: error.message };
  return { kind: 'fault', fault: error.kind, message: error.message };
}
