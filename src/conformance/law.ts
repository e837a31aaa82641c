import type fc from 'fast-check';
import type { Assumption } from './assumption.ts';
import type { Conventions } from './choices/conventions.ts';
import type { CapabilityName, Implementation } from './implementation.ts';

/** Fields of an output that an implementation may leave out. */
export type OptionalOutput = 'voltage' | 'state' | 'probed' | 'weights';

/** A statement that holds for every correct implementation, with a property that refutes it for a wrong one. */
export interface Law {
  /** `topic/what-it-says`. Never reused or renamed, because reports and skip files refer to it. */
  readonly id: string;
  /** The clause that it is about, such as `threshold`. A law about trained networks in general names a claim: `C11`. */
  readonly clause: string;
  /**
   * A predicate in the present tense: `never fires …`. Laws about NIR also name the node: `a LIF always continues …`.
   * The specification prints it.
   */
  readonly statement: string;
  /** The capabilities that an implementation must support for the law to be applicable. */
  readonly needs: readonly CapabilityName[];
  /** What the law assumes about an implementation. If an assumption is not met, the law is not applicable. */
  readonly assumes?: readonly Assumption[];
  /** Optional outputs that the law examines. If one is missing, the law is not applicable. */
  readonly looksAt?: readonly OptionalOutput[];
  /** Inputs on which lifspec's own specification runs it, if a mutant needs more than 25 to be found. */
  readonly leastRuns?: number;
  /** How many times as many inputs as other laws it gets: differential laws find most mistakes, in the widest range. */
  readonly times?: number;
  /** The most inputs on which it is worth running, for a law whose inputs are large or few. */
  readonly mostRuns?: number;
  /**
   * Checks an implementation on generated inputs, which do not depend on the conventions.
   *
   * @param conventions - the conventions that it is judged by; Nengo's by default
   */
  readonly property: (implementation: Implementation, conventions?: Conventions) => fc.IAsyncProperty<unknown>;
}

/** The inputs on which a law is tested, and their number. */
export interface Exploration {
  /** Seed of the generated inputs. The same seed gives the same inputs. */
  readonly seed: number;
  /** Number of inputs per law. */
  readonly numRuns: number;
  /** Whether to stop at the first failing input instead of searching for a smaller one. */
  readonly endOnFailure?: boolean;
}

/** An exploration with the number of inputs worth running for a law. */
export function explorationOf(
  { times = 1, mostRuns = Number.POSITIVE_INFINITY }: Pick<Law, 'times' | 'mostRuns'>,
  exploration: Exploration,
): Exploration {
  return { ...exploration, numRuns: Math.min(times * exploration.numRuns, mostRuns) };
}

/**
 * The function that implements a capability.
 *
 * @throws {Error} if the implementation does not support it
 */
export function capabilityOf<Name extends CapabilityName>(
  implementation: Implementation,
  name: Name,
): NonNullable<Implementation[Name]> {
  const capability = implementation[name];
  if (capability === undefined) throw new Error(`${implementation.name} does not support ${name}`);
  return capability;
}
