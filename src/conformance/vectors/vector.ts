import type { PrecisionName } from '../../base/precision.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type {
  CapabilityName,
  InputOf,
  NetworkOutput,
  NeuronOutput,
  SeededOutput,
  SynapseOutput,
  TuningOutput,
} from '../implementation.ts';

/**
 * A test case as plain data.
 *
 * - `answer`: an input and the expected output
 * - `metamorphic`: two inputs and the relation between their outputs, which holds for all conventions
 * - `refusal`: an input that must be refused
 */
export type Vector = AnswerVector | MetamorphicVector | RefusalVector;

/** An input and the expected output. */
export type AnswerVector = NeuronVector | TuningVector | SynapseVector | NetworkVector | SeededVector;

/** The fields that all vectors share. */
export interface VectorDescription {
  /** Never reused or renamed. */
  readonly id: string;
  /** The clause of the definition that it is about, such as `threshold`. */
  readonly clause: string;
  /** A predicate in the present tense, without its subject. */
  readonly title: string;
  /** The conventions of the neurons, in the protocol's schema. Absent if no neuron is simulated. */
  readonly conventions?: Conventions;
  /** Other rules from which the expected values follow, as formulas. */
  readonly rules?: Readonly<Record<string, string | number>>;
  /** Where the expected values come from. */
  readonly origin: Readonly<{
    kind: 'analytic' | 'reference' | 'upstream';
    name: string;
    version: string;
    script: string;
  }>;
  /** Units of its numbers, in words. */
  readonly units: string;
  /**
   * Smallest distance from the threshold, |v − 1|, when a neuron decides whether to fire. 0 if every order of
   * operations gives exactly 1; null if no neuron decides.
   */
  readonly margin: number | null;
  /** Names of the mutants that fail it. */
  readonly kills: readonly string[];
}

/** A capability whose output is the same for every implementation. Training and NIR leave much to the implementation. */
export type AnsweredCapability = Exclude<CapabilityName, 'training' | 'nir'>;

interface VectorOf<Kind, Name extends CapabilityName> extends VectorDescription {
  readonly kind: Kind;
  readonly capability: Name;
  readonly input: InputOf<Name>;
}

interface Answer<Name extends AnsweredCapability, Expected, Tolerance> extends VectorOf<'answer', Name> {
  readonly expected: Expected;
  readonly tolerance: Tolerances<Tolerance>;
}

/** Tolerances for each precision, and how they were derived. They are absolute unless a vector says otherwise. */
export type Tolerances<Tolerance> = Readonly<Record<PrecisionName, Tolerance>> & { readonly derivation: string };

/**
 * Neurons fed with currents. Spikes have no tolerance: the margin is either larger than any rounding error or exactly
 * 0.
 */
export interface NeuronVector extends Answer<'neuron', Omit<NeuronOutput, 'state'>, NeuronTolerance> {
  /**
   * If present, run the steps before this one, then continue from the state. The output must equal that of a single
   * run.
   */
  readonly continuedAt?: number;
}

/** Tolerances for the numbers of neurons. */
export type NeuronTolerance = Readonly<Record<'voltage' | 'spikeHeight', number>>;

/** Gain, bias and rates. There is one tolerance for each number. */
export type TuningVector = Answer<'tuning', TuningOutput, TuningOutput>;

/** A filtered signal. */
export type SynapseVector = Answer<'synapse', SynapseOutput, { readonly filtered: number }>;

/** A network and its images. Classes and spikes have no tolerance. */
export type NetworkVector = Answer<
  'network',
  NetworkOutput,
  Readonly<Record<'current' | 'voltage' | 'readout', number>>
>;

/** Randomly drawn neurons. Every implementation draws other values within the same bounds. */
export type SeededVector = Answer<
  'seeded',
  Readonly<Record<SeededQuantity, Spread>>,
  Readonly<Record<SeededQuantity | 'mean', number>>
>;

/** A quantity that is drawn for each neuron. */
export type SeededQuantity = keyof SeededOutput;

/** The distribution of drawn values: bounds and expected mean. The tolerance of the mean is relative to `high − low`. */
export type Spread = Readonly<Record<'low' | 'high' | 'mean', number>>;

/** The relation between two outputs, by field. */
export interface Relation {
  /** Fields that are equal. */
  readonly same: readonly string[];
  /** Fields that are `factor` times as large in the second output. */
  readonly times?: { readonly factor: number; readonly fields: readonly string[] };
  /** Fields that differ. */
  readonly other?: readonly string[];
}

/**
 * Two inputs and the relation between their outputs. The tolerance is relative to the larger number; 0 means equal
 * bits.
 */
export type MetamorphicVector = {
  [Name in CapabilityName]: VectorOf<'metamorphic', Name> & {
    readonly secondInput: InputOf<Name>;
    readonly expected: Relation;
    readonly tolerance: Tolerances<number>;
  };
}[CapabilityName];

/** An input that must be refused. */
export type RefusalVector = {
  [Name in CapabilityName]: VectorOf<'refusal', Name> & {
    readonly expected: { readonly refused: 'invalid-input' };
    readonly tolerance: null;
  };
}[CapabilityName];
