import type { DataOf } from '../../base/data-of.ts';
import type { PrecisionName } from '../../base/precision.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { InputOf } from '../implementation.ts';
import type { AnsweredCapability, answers, description } from './vector-schema.ts';

export type { AnsweredCapability } from './vector-schema.ts';

/** A test case as plain data: an input and the expected output. */
export type Vector = NeuronVector | TuningVector | SynapseVector | NetworkVector;

/** The fields that all vectors share. */
export interface VectorDescription extends DataOf<typeof description> {
  /** The conventions of the neurons, in the protocol's schema. Absent if no neuron is simulated. */
  readonly conventions?: Conventions;
}

interface VectorOf<Name extends AnsweredCapability> extends VectorDescription {
  readonly capability: Name;
  readonly input: InputOf<Name>;
  readonly expected: DataOf<(typeof answers)[Name]['expected']>;
  readonly tolerance: Tolerances<DataOf<(typeof answers)[Name]['tolerance']>>;
}

/** Absolute tolerances for each precision, and how they were derived. */
export type Tolerances<Tolerance> = Readonly<Record<PrecisionName, Tolerance>> & { readonly derivation: string };

/**
 * Neurons fed with currents. Spikes have no tolerance: the margin is either larger than any rounding error or exactly
 * 0.
 */
export type NeuronVector = VectorOf<'neuron'>;

export type NeuronTolerance = NeuronVector['tolerance'][PrecisionName];

/** Gain, bias and rates. There is one tolerance for each number. */
export type TuningVector = VectorOf<'tuning'>;

/** A filtered signal. */
export type SynapseVector = VectorOf<'synapse'>;

/** A network and its images. Classes and spikes have no tolerance. */
export type NetworkVector = VectorOf<'network'>;
