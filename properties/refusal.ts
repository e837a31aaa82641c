import { type Claimed, Refutation } from './refutation.ts';

/** An input outside the range in which an answer has a meaning. */
export interface ForbiddenInput<Input> {
  /** What is wrong with it, such as `a max rate of 1/τ_ref`. */
  readonly what: string;
  readonly input: Input;
}

/**
 * Refutes unless `run` throws a `RangeError`. Any other error is passed on: it may say that the implementation is gone,
 * or that it skips the case.
 */
export async function requireRefusal<Input>(
  law: Claimed,
  { what, input }: ForbiddenInput<Input>,
  run: (input: Input) => unknown,
): Promise<void> {
  let got: unknown;
  try {
    got = await run(input);
  } catch (error) {
    if (error instanceof RangeError) return;
    throw error;
  }
  throw new Refutation(law, { expected: `a RangeError for ${what}`, got });
}
