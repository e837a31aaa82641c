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
