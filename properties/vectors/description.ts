import type { AnsweredCapability, VectorDescription } from '../../src/conformance/vectors/vector.ts';

/** The fields of a vector that are chosen by hand. All others are computed. */
export interface VectorCase<Input> extends Pick<VectorDescription, 'clause' | 'title'> {
  readonly id: string;
  readonly input: Input;
  /** Present if the answer is known without a simulator. */
  readonly origin?: 'analytic';
}

/** The fields that all vectors of a capability have in common. */
export interface CapabilityFields<Name extends AnsweredCapability>
  extends Pick<VectorDescription, 'conventions' | 'rules' | 'units'> {
  readonly capability: Name;
}

/** Thrown if rounding could decide the output of a case, so that correct implementations may differ. */
export class RoundingDecides extends Error {
  override readonly name = 'RoundingDecides';

  constructor(id: string) {
    super(`${id}: rounding to float32 could decide whether a neuron fires; change the input`);
  }
}

/** Combines the fields of a capability and a case. */
export function description<Name extends AnsweredCapability>(
  { conventions, rules, units, capability }: CapabilityFields<Name>,
  {
    id,
    clause,
    title,
    origin = 'reference',
  }: Omit<VectorCase<unknown>, 'input' | 'origin'> & {
    readonly origin?: 'analytic' | 'reference';
  },
): VectorDescription & { readonly capability: Name } {
  const name = origin === 'analytic' ? 'lifspec definition' : 'lifspec reference, float64';
  return {
    id,
    clause,
    title,
    capability,
    ...(conventions && { conventions }),
    ...(rules && { rules }),
    origin: { kind: origin, name, version: '1', script: 'scripts/write-vectors.ts' },
    units,
    margin: null,
    kills: [],
  };
}
