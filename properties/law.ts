import type fc from 'fast-check';
import type { Assumption } from '../src/conformance/assumption.ts';
import type { CapabilityName, Implementation } from '../src/conformance/implementation.ts';

/** What an implementation may give or leave out. */
export type OptionalOutput = 'voltage' | 'state' | 'probed';

/** A statement that holds for every right implementation, with the means to refute it for a wrong one. */
export interface Law {
  /** Never reused, never renamed: reports and skip lists refer to it. `subject/what-it-says`. */
  readonly id: string;
  /** The claim that it encodes (`C1` … `C12`, `F1` … `F4`), or the clause of the neuron's definition (`threshold`). */
  readonly claim: string;
  /** A sentence in the present tense, without its subject; the specification prints it. */
  readonly statement: string;
  /** What an implementation must offer for the law to be applicable. */
  readonly needs: readonly CapabilityName[];
  /**
   * In what it takes for granted that an implementation does as Nengo does, or that it has an amplitude at all; for one
   * that does not the law is not applicable. Without it the law holds for every implementation.
   */
  readonly assumes?: readonly Assumption[];
  /** Parts of the output that may be left out and that it looks at: where one is missing, it passes over the case. */
  readonly looksAt?: readonly OptionalOutput[];
  /** Holds an implementation to it, on generated cases. */
  readonly property: (implementation: Implementation) => fc.IAsyncProperty<unknown>;
}

/** What decides when a neuron fires that starts at rest and has a constant current. */
export const timing: readonly Assumption[] = [
  'integrator',
  'inputScale',
  'reset',
  'resetTime',
  'refractory',
  'inputDelaySteps',
  'spikeDelaySteps',
  'spikesPerStep',
];

/** All that decides in which steps a neuron fires, on any current from any start. */
export const wholeRule: readonly Assumption[] = [...timing, 'comparison', 'floor', 'initialVoltage'];

/**
 * Whether an implementation offers all that a law needs.
 *
 * @example isApplicable(laws[0], { name: 'of no use', precision: 'float64' }) // false
 */
export function isApplicable(law: Law, implementation: Implementation): boolean {
  return law.needs.every((capability) => implementation[capability] !== undefined);
}

/** The capability of an implementation that a law needs. */
export function offered<Name extends CapabilityName>(
  implementation: Implementation,
  name: Name,
): NonNullable<Implementation[Name]> {
  const capability = implementation[name];
  if (capability === undefined) throw new Error(`${implementation.name} does not offer ${name}`);
  return capability;
}
