import type { PrecisionName } from '../../base/precision.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type {
  CapabilityName,
  InputOf,
  NetworkInput,
  NetworkOutput,
  NeuronInput,
  NeuronOutput,
  SeededInput,
  SynapseInput,
  SynapseOutput,
  TuningInput,
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
  /** Never reused or renamed. It is the path of the file in fixtures/vectors, without `.json`. */
  readonly id: string;
  /** The claim (`C3`) that it is about; either this or `clause` is given. */
  readonly claim?: string;
  /** The clause of the definition (`threshold`) that it is about. */
  readonly clause?: string;
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
   * Smallest distance from the threshold, |v − 1|, at which it is decided whether a neuron fires. 0 if every order of
   * operations gives exactly 1; null if nothing is decided.
   */
  readonly margin: number | null;
  /** Names of the mutants that fail it. */
  readonly kills: readonly string[];
}

/** A capability whose output is the same for every implementation. Training is not: it can be done in many ways. */
export type AnsweredCapability = Exclude<CapabilityName, 'training'>;

interface Answer<Name extends AnsweredCapability, Input, Expected, Tolerance> extends VectorDescription {
  readonly kind: 'answer';
  readonly capability: Name;
  readonly input: Input;
  readonly expected: Expected;
  readonly tolerance: Tolerances<Tolerance>;
}

/** Absolute tolerances for each precision, and how they were derived. */
export type Tolerances<Tolerance> = Readonly<Record<PrecisionName, Tolerance>> & { readonly derivation: string };

/**
 * Neurons fed with currents. Spikes have no tolerance: the margin is either larger than any rounding error or exactly
 * 0.
 */
export interface NeuronVector
  extends Answer<
    'neuron',
    NeuronInput,
    Pick<NeuronOutput, 'spikes' | 'spikeHeight' | 'voltage'>,
    { readonly voltage: number; readonly spikeHeight: number }
  > {
  /**
   * If present, run the steps before this one, then continue from the state. The output must equal that of a single
   * run.
   */
  readonly continuedAt?: number;
}

/** Gain, bias and rates. There is one tolerance for each number. */
export type TuningVector = Answer<'tuning', TuningInput, TuningOutput, TuningOutput>;

/** A filtered signal. */
export type SynapseVector = Answer<'synapse', SynapseInput, SynapseOutput, { readonly filtered: number }>;

/** A network and its images. Classes and spikes have no tolerance. */
export type NetworkVector = Answer<
  'network',
  NetworkInput,
  NetworkOutput,
  { readonly current: number; readonly voltage: number; readonly readout: number }
>;

/** Randomly drawn neurons. Every implementation draws other values within the same bounds. */
export type SeededVector = Answer<
  'seeded',
  SeededInput,
  Readonly<Record<SeededQuantity, Spread>>,
  Readonly<Record<SeededQuantity, number>> & { readonly mean: number }
>;

/** A quantity that is drawn for each neuron. */
export type SeededQuantity = 'gain' | 'bias' | 'initialVoltage';

/** The distribution of drawn values. The tolerance of the mean is relative to `high − low`. */
export interface Spread {
  /** Lower bound. */
  readonly low: number;
  /** Upper bound. */
  readonly high: number;
  /** Expected mean. */
  readonly mean: number;
}

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
  [Name in CapabilityName]: VectorDescription & {
    readonly kind: 'metamorphic';
    readonly capability: Name;
    readonly input: InputOf<Name>;
    readonly secondInput: InputOf<Name>;
    readonly expected: Relation;
    readonly tolerance: Tolerances<number>;
  };
}[CapabilityName];

/** An input that must be refused. */
export type RefusalVector = {
  [Name in CapabilityName]: VectorDescription & {
    readonly kind: 'refusal';
    readonly capability: Name;
    readonly input: InputOf<Name>;
    readonly expected: { readonly refused: 'invalid-input' };
    readonly tolerance: null;
  };
}[CapabilityName];
