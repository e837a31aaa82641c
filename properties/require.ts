import { failingOf } from '../src/conformance/ask.ts';
import type { Law } from '../src/conformance/law.ts';
import { type ExpectedAndGot, Refutation } from '../src/conformance/refutation.ts';

/** A law of any kind: all that a refutation needs. */
type Refutable = Pick<Law, 'clause' | 'statement'>;

export function requireThat(holds: boolean, law: Refutable, values: () => ExpectedAndGot): void {
  if (!holds) throw new Refutation(law, values());
}

/** Throws a `Refutation` unless two plain values are equal. */
export function requireSame(law: Refutable, expected: unknown, got: unknown, where?: string): void {
  requireThat(areEqual(expected, got), law, () => ({ ...(where !== undefined && { where }), expected, got }));
}

/** Whether two plain values have the same JSON: 0 equals −0, and NaN equals an infinity. */
export function areEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** An input that must be refused. */
export interface ForbiddenInput<Input> {
  /** What is wrong with it, such as `a max rate of 1/τ_ref`. */
  readonly what: string;
  readonly input: Input;
}

/**
 * Refutes a law unless `run` throws a `Refusal`. Any other error is passed on: the implementation may have stopped,
 * or may skip the case.
 */
export async function requireRefusal<Input>(
  law: Refutable,
  { what, input }: ForbiddenInput<Input>,
  run: (input: Input) => unknown,
): Promise<void> {
  let got: unknown;
  try {
    got = await run(input);
  } catch (error) {
    if (failingOf(error).is === 'refusal') return;
    throw error;
  }
  throw new Refutation(law, { expected: `a refusal of ${what}`, got });
}
