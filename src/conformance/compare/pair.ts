import type fc from 'fast-check';
import type { Conventions } from '../choices/conventions.ts';
import type { NeuronInput } from '../implementation.ts';
import type { Exploration } from '../law.ts';
import type { Vector } from '../vectors/vector.ts';

/** A value for each of two simulators. */
export interface Pair<Value> {
  readonly a: Value;
  readonly b: Value;
}

export type Side = keyof Pair<unknown>;

/** The inputs on which two simulators are compared. The caller passes them in: this folder must not import laws. */
export interface PairInputs {
  readonly neurons: fc.Arbitrary<NeuronInput>;
  readonly vectors: readonly Vector[];
  readonly exploration: Exploration;
  /** What each declares; by default, Nengo's. */
  readonly conventions?: Pair<Conventions>;
}

/** Runs an action for both at the same time. If it fails for both, the error of A is thrown. */
export async function forBoth<Value>(act: (side: Side) => Promise<Value>): Promise<Pair<Value>> {
  const [a, b] = await Promise.allSettled([act('a'), act('b')]);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return { a: a.value, b: b.value };
}

export const mapPair = <Value>(of: (side: Side) => Value): Pair<Value> => ({ a: of('a'), b: of('b') });
