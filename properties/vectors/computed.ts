import type { AnsweredCapability, Vector } from '../../src/conformance/vectors/vector.ts';

/** What is computed from an input. `isExact`: the numbers are exact to fifty digits, rounded once. */
export type Computed<Name extends AnsweredCapability> = Pick<
  Extract<Vector, { readonly capability: Name }>,
  'conventions' | 'rules' | 'units' | 'margin' | 'expected' | 'tolerance'
> & { readonly isExact?: true };
