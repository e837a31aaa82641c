import type { DataOf } from '../../base/data-of.ts';
import type { PrecisionName } from '../../base/precision.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { CapabilityName, InputOf } from '../implementation.ts';
import type { AnsweredCapability, answers, description } from './vector-schema.ts';

export type { AnsweredCapability } from './vector-schema.ts';

/**
 * A test case as plain data.
 *
 * - `answer`: an input and the expected output
 * - `refusal`: an input that must be refused
 */
export type Vector = AnswerVector | RefusalVector;

/** An input and the expected output. */
export type AnswerVector = NeuronVector | TuningVector | SynapseVector | NetworkVector | SeededVector;

/** The fields that all vectors share. */
export interface VectorDescription extends DataOf<typeof description> {
  /** The conventions of the neurons, in the protocol's schema. Absent if no neuron is simulated. */
  readonly conventions?: Conventions;
}

interface VectorOf<Kind, Name extends CapabilityName> extends VectorDescription {
  readonly kind: Kind;
  readonly capability: Name;
  readonly input: InputOf<Name>;
}

interface Answer<Name extends AnsweredCapability> extends VectorOf<'answer', Name> {
  readonly expected: DataOf<(typeof answers)[Name]['expected']>;
  readonly tolerance: Tolerances<DataOf<(typeof answers)[Name]['tolerance']>>;
}

/** Absolute tolerances for each precision, and how they were derived. */
export type Tolerances<Tolerance> = Readonly<Record<PrecisionName, Tolerance>> & { readonly derivation: string };

/**
 * Neurons fed with currents. Spikes have no tolerance: the margin is either larger than any rounding error or exactly
 * 0.
 */
export interface NeuronVector extends Answer<'neuron'> {
  /**
   * If present, run the steps before this one, then continue from the state. The output must equal that of a single
   * run.
   */
  readonly continuedAt?: number;
}

export type NeuronTolerance = NeuronVector['tolerance'][PrecisionName];

/** Gain, bias and rates. There is one tolerance for each number. */
export type TuningVector = Answer<'tuning'>;

/** A filtered signal. */
export type SynapseVector = Answer<'synapse'>;

/** A network and its images. Classes and spikes have no tolerance. */
export type NetworkVector = Answer<'network'>;

/**
 * Randomly drawn neurons. Every implementation draws other values within the same bounds. The tolerance of the mean is
 * relative to `high − low`.
 */
export type SeededVector = Answer<'seeded'>;

/** A quantity that is drawn for each neuron. */
export type SeededQuantity = keyof SeededVector['expected'];

/** The distribution of drawn values: bounds and expected mean. */
export type Spread = SeededVector['expected'][SeededQuantity];

/** An input that must be refused. */
export type RefusalVector = {
  [Name in CapabilityName]: VectorOf<'refusal', Name> & {
    readonly expected: { readonly refused: 'invalid-input' };
    readonly tolerance: null;
  };
}[CapabilityName];
