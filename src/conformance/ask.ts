import { Refusal } from '../base/requirement.ts';
import { ImplementationFault, SkippedCase } from './protocol/driver/fault.ts';

/** How an implementation responds to a request. */
export type Response<Output> = { readonly is: 'answer'; readonly output: Output } | Failing;

/**
 * Why there is no answer: the implementation refused the input or skipped it, ended with an error, or its answer does not
 * match the protocol.
 */
export type Failing =
  | { readonly is: 'skip'; readonly error: SkippedCase }
  | { readonly is: 'refusal' | 'error' | 'invalid'; readonly error: Error };

/**
 * Sends a request to an implementation.
 *
 * @throws {ImplementationFault} if it has stopped
 */
export async function ask<Output>(
  run: (input: never) => Output | Promise<Output>,
  input: unknown,
): Promise<Response<Output>> {
  try {
    return { is: 'answer', output: await run(input as never) };
  } catch (error) {
    return failingOf(error);
  }
}

/** @throws {ImplementationFault} if the implementation that threw the error has stopped */
export function failingOf(error: unknown): Failing {
  if (error instanceof SkippedCase) return { is: 'skip', error };
  if (error instanceof Refusal) return { is: 'refusal', error };
  if (!(error instanceof ImplementationFault))
    return { is: 'error', error: error instanceof Error ? error : new Error(String(error)) };
  if (error.isFatal) throw error;
  return { is: 'invalid', error };
}
