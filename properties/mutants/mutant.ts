import type { CapabilityName, Implementation } from '../../src/conformance/implementation.ts';

/** A correct implementation with one difference. At least one law must detect it. */
export interface Mutant extends Implementation {
  /** Stable, because the kill matrix and reports refer to it. */
  readonly name: string;
  /** The difference, in the present tense and without a subject: `fires at a voltage of exactly one`. */
  readonly difference: string;
  /** The real bug that it reproduces, as `project#issue`. */
  readonly cites?: string;
  /** Whether it runs networks in the readable form of the table, which takes half a minute for a digit. */
  readonly isTextbook?: true;
  /** Makes the mutant again, if it remembers runs: what kills it must not depend on who ran it before. */
  readonly anew?: () => Mutant;
}

/** A mutant that remembers runs. */
export function withMemory<Any extends object>(make: () => Any): Any & { readonly anew: () => Any } {
  return { ...make(), anew: make };
}

/** The fields that describe a mutant. It computes in float64, and refuses invalid inputs unless that is the mistake. */
export function describeMutant(name: string, difference: string, cites?: string): Omit<Mutant, CapabilityName> {
  return { name, difference, ...(cites !== undefined && { cites }), precision: 'float64', refuses: true };
}
