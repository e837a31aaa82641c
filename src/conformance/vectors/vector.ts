import type { PrecisionName } from '../../base/precision.ts';
import type {
  CapabilityName,
  Implementation,
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
 * A case as plain data, for programs in any language: an input, what comes of it, and why.
 *
 * - `answer`: an input and what comes of it
 * - `gauge`: two inputs that belong together, and in what their answers are the same, whatever the conventions
 * - `refusal`: an input that has to be refused
 */
export type Vector = AnswerVector | GaugeVector | RefusalVector;

/** An input and what comes of it. */
export type AnswerVector = NeuronVector | TuningVector | SynapseVector | NetworkVector | SeededVector;

/** What every vector says of itself. */
export interface VectorDescription {
  /** Never reused, never renamed; the path of its file in fixtures/, without `.json`. */
  readonly id: string;
  /** The claim (`C3`) that it is about; or `clause`. */
  readonly claim?: string;
  /** The clause of the definition (`threshold`) that it is about; or `claim`. */
  readonly clause?: string;
  /** What it shows, in the present tense, without its subject. */
  readonly title: string;
  /** The rules that give what is expected; where another rule is as right, it is not listed. */
  readonly conventions: Readonly<Record<string, string | number>>;
  /** Where the expected numbers come from. */
  readonly origin: Readonly<{
    kind: 'analytic' | 'reference' | 'upstream';
    name: string;
    version: string;
    script: string;
  }>;
  /** Units of its numbers, in words. */
  readonly units: string;
  /** How far the nearest decision is from being another: |v − 1| for spikes; 0 where every form is at exactly 1; null where nothing is decided. */
  readonly margin: number | null;
  /** Names of the wrong implementations that depart from it. */
  readonly kills: readonly string[];
}

/** What an implementation is asked for and every implementation answers alike; networks are trained in many ways. */
export type AnsweredCapability = Exclude<CapabilityName, 'training'>;

interface Answer<Name extends AnsweredCapability, Input, Expected, Tolerance> extends VectorDescription {
  readonly kind: 'answer';
  readonly capability: Name;
  readonly input: Input;
  readonly expected: Expected;
  readonly tolerance: Tolerances<Tolerance>;
}

/** How far the numbers of an answer may be off, absolute, by the precision in which they were computed, and why. */
export type Tolerances<Tolerance> = Readonly<Record<PrecisionName, Tolerance>> & { readonly derivation: string };

/** Neurons fed with currents. Spikes have no tolerance: the margin is larger than any rounding, or exactly 0. */
export interface NeuronVector
  extends Answer<
    'neuron',
    NeuronInput,
    Pick<NeuronOutput, 'spikes' | 'spikeHeight' | 'voltage'>,
    { readonly voltage: number; readonly spikeHeight: number }
  > {
  /** Run the steps before this one, then the others from the state that was left: the answer is that of one run. */
  readonly continuedAt?: number;
}

/** Gain, bias, rates; the tolerance has a number for each number. */
export type TuningVector = Answer<'tuning', TuningInput, TuningOutput, TuningOutput>;

/** A filtered signal. */
export type SynapseVector = Answer<'synapse', SynapseInput, SynapseOutput, { readonly filtered: number }>;

/** A network that is shown pictures. Classes and spikes have no tolerance. */
export type NetworkVector = Answer<
  'network',
  NetworkInput,
  NetworkOutput,
  { readonly current: number; readonly voltage: number; readonly readout: number }
>;

/** Neurons that are drawn: every implementation draws others, within the same bounds. */
export type SeededVector = Answer<
  'seeded',
  SeededInput,
  Readonly<Record<SeededQuantity, Spread>>,
  Readonly<Record<SeededQuantity, number>> & { readonly mean: number }
>;

/** What is drawn for a neuron. */
export type SeededQuantity = 'gain' | 'bias' | 'initialVoltage';

/** Where drawn values lie, and their mean; the tolerance of a mean is relative to `high − low`. */
export interface Spread {
  /** No value is below. */
  readonly low: number;
  /** No value is above. */
  readonly high: number;
  /** What many values come to in the mean. */
  readonly mean: number;
}

/** What two answers have in common; names of fields of the output. */
export interface Relation {
  /** The same in both. */
  readonly same: readonly string[];
  /** So many times as large in the second. */
  readonly times?: { readonly factor: number; readonly fields: readonly string[] };
  /** Not the same in both. */
  readonly other?: readonly string[];
}

/** Two inputs that belong together. The tolerance is relative to the larger of two numbers, 0 where they are the same bit by bit. */
export type GaugeVector = {
  [Name in CapabilityName]: VectorDescription & {
    readonly kind: 'gauge';
    readonly capability: Name;
    readonly input: InputOf<Name>;
    readonly secondInput: InputOf<Name>;
    readonly expected: Relation;
    readonly tolerance: Tolerances<number>;
  };
}[CapabilityName];

/** An input that has to be refused. */
export type RefusalVector = {
  [Name in CapabilityName]: VectorDescription & {
    readonly kind: 'refusal';
    readonly capability: Name;
    readonly input: InputOf<Name>;
    readonly expected: { readonly refused: 'invalid-input' };
    readonly tolerance: null;
  };
}[CapabilityName];

/** The input of a capability. */
export type InputOf<Name extends CapabilityName> = Parameters<NonNullable<Implementation[Name]>>[0];
