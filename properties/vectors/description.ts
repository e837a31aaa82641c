import type { CapabilityName } from '../../src/conformance/implementation.ts';
import type {
  InputOf,
  MetamorphicVector,
  RefusalVector,
  Relation,
  VectorDescription,
} from '../../src/conformance/vectors/vector.ts';

/** What is chosen by hand in a vector; the rest is computed. */
export interface Case<Input> extends Pick<VectorDescription, 'claim' | 'clause' | 'title'> {
  /** Last part of the vector's id. */
  readonly id: string;
  readonly input: Input;
  /** Whether the answer is known without a simulator. */
  readonly origin?: 'analytic';
}

/** Two inputs and the relation between their answers. */
export interface Pair<Input> extends Omit<Case<Input>, 'origin'> {
  readonly secondInput: Input;
  readonly expected: Relation;
  /** Roundings by which two numbers may be apart; 0 if not said: where a factor is a power of two, they are the same bits. */
  readonly roundings?: number;
}

/** What all vectors of a subject have in common. */
export interface Subject<Name extends CapabilityName>
  extends Pick<VectorDescription, 'conventions' | 'rules' | 'units'> {
  /** Folder in fixtures/, the first part of an id. */
  readonly folder: string;
  readonly capability: Name;
}

/** Rounding could decide what comes of a case, so that right implementations need not agree. */
export class RoundingDecides extends Error {
  override readonly name = 'RoundingDecides';

  constructor(id: string) {
    super(`${id}: rounding to float32 could decide whether a neuron fires: change the numbers`);
  }
}

/** What is the same in all vectors of a subject, and what a case says of itself. */
export function description<Name extends CapabilityName>(
  { folder, conventions, rules, units, capability }: Subject<Name>,
  {
    id,
    claim,
    clause,
    title,
    origin = 'reference',
  }: Omit<Case<unknown>, 'input' | 'origin'> & {
    readonly origin?: 'analytic' | 'reference';
  },
): VectorDescription & { readonly capability: Name } {
  const name = origin === 'analytic' ? 'lifspec definition' : 'lifspec reference, float64';
  return {
    id: `${folder}/${id}`,
    ...(claim && { claim }),
    ...(clause && { clause }),
    title,
    capability,
    ...(conventions && { conventions }),
    ...(rules && { rules }),
    origin: { kind: origin, name, version: '1', script: 'scripts/vectors/write-vectors.ts' },
    units,
    margin: null,
    kills: [],
  };
}

/** A vector of an input that has to be refused. */
export function refusal<Name extends CapabilityName>(
  subject: Subject<Name>,
  { id, title, input }: Pick<Case<InputOf<Name>>, 'id' | 'title' | 'input'>,
): RefusalVector {
  return {
    ...description(subject, { id, title, clause: 'refusal', origin: 'analytic' }),
    kind: 'refusal',
    input,
    expected: { refused: 'invalid-input' },
    tolerance: null,
  } as RefusalVector;
}

/** A vector that relates the answers to two inputs. */
export function metamorphic<Name extends CapabilityName>(
  subject: Subject<Name>,
  { input, secondInput, expected, roundings = 0, ...about }: Pair<InputOf<Name>>,
): MetamorphicVector {
  const derivation =
    roundings === 0
      ? 'none: what differs is a power of two, or nothing, so that both are the same bits'
      : `${roundings} roundings of each number`;
  return {
    ...description(subject, { ...about, origin: 'analytic' }),
    kind: 'metamorphic',
    input,
    secondInput,
    expected,
    tolerance: { float64: 2 * roundings * 2 ** -53, float32: 2 * roundings * 2 ** -24, derivation },
  } as MetamorphicVector;
}
