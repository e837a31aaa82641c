import type { DataOf } from '../base/data-of.ts';
import type { PrecisionName } from '../base/precision.ts';
import type { Chosen } from './choices/choice.ts';
import type { NirGraph } from './nir/neurons.ts';
import type { inputs } from './protocol/inputs.ts';
import type { outputs } from './protocol/outputs.ts';

/** What simulators can do: each capability is a function from an input to an output, both plain data. */
export interface Capabilities {
  /** LIF neurons, step by step. */
  readonly neuron: Capability<NeuronInput, NeuronOutput>;
  /** Gain, bias and firing rates. */
  readonly tuning: Capability<TuningInput, TuningOutput>;
  /** The low-pass filter of a synapse. */
  readonly synapse: Capability<SynapseInput, SynapseOutput>;
  /** A spiking network with given weights. */
  readonly network: Capability<NetworkInput, NetworkOutput>;
  /** Neurons drawn from a seed. */
  readonly seeded: Capability<SeededInput, SeededOutput>;
  /** A network trained from a seed. */
  readonly training: Capability<TrainingInput, TrainingOutput>;
  /** A NIR graph, imported and run. */
  readonly nir: Capability<NirInput, NirOutput>;
  /** LIF neurons behind weights, run and exported as a NIR graph. */
  readonly nir_export: Capability<NirExportInput, NirExportOutput>;
  /** LIF neurons that receive weighted, delayed events. */
  readonly events: Capability<EventsInput, EventsOutput>;
}

/** The name of a capability. */
export type CapabilityName = keyof Capabilities;

/** A function, synchronous or not. */
export type Capability<Input, Output> = (input: Input) => Output | Promise<Output>;

/**
 * The interface of a simulator under test, in this process or behind a pipe. It supports some capabilities or all. It
 * refuses an invalid input by throwing a `Refusal`; any other error counts as a failure.
 */
export interface Implementation extends Partial<Capabilities> {
  /** Its name in reports. */
  readonly name: string;
  /** The precision of its arithmetic, from which laws derive their tolerances. */
  readonly precision: PrecisionName;
  /** The largest seed that it takes; 2⁵³ − 1 by default. */
  readonly largestSeed?: number;
  /** Whether it promises to refuse every invalid input; laws of refusal apply only then. */
  readonly refuses?: boolean;
  /** Whether it trains from given weights; true by default. */
  readonly takesWeights?: boolean;
  /** Its choices in the stages of events, beside those of its neurons; the definition by default. */
  readonly eventConventions?: Chosen;
}

/** The input of a capability. */
export type InputOf<Name extends CapabilityName> = Parameters<Capabilities[Name]>[0];

/** The output of a capability. */
export type OutputOf<Name extends CapabilityName> = Awaited<ReturnType<Capabilities[Name]>>;

/** A voltage floor; requests and files write −∞ as null. */
interface Floored {
  /** At most 0; −∞ for no floor. */
  readonly minVoltage: number;
}

/** LIF neurons, each fed with a current. */
export interface NeuronInput extends Omit<DataOf<typeof inputs.neuron>, 'minVoltage'>, Floored {}

/** The behavior of the neurons. */
export interface NeuronOutput extends DataOf<typeof outputs.neuron> {}

/** Neurons described by max rate and intercept, and inputs for them. */
export interface TuningInput extends DataOf<typeof inputs.tuning> {}

/** The parameters of the neurons and their responses. */
export interface TuningOutput extends DataOf<typeof outputs.tuning> {}

/** A signal for the low-pass filter. */
export interface SynapseInput extends DataOf<typeof inputs.synapse> {}

/** The filtered signal. */
export interface SynapseOutput extends DataOf<typeof outputs.synapse> {}

/** A network with its weights before gain and spike height are multiplied in, and images. */
export interface NetworkInput extends Omit<DataOf<typeof inputs.network>, 'minVoltage'>, Floored {}

/** The responses of a network. */
export interface NetworkOutput extends DataOf<typeof outputs.network> {}

/** Distributions of neurons, which the implementation draws with its own random numbers. */
export interface SeededInput extends DataOf<typeof inputs.seeded> {}

/** The neurons that were drawn. */
export interface SeededOutput extends DataOf<typeof outputs.seeded> {}

/** Labeled images, on which an implementation trains a network by RMSprop and then runs it. */
export interface TrainingInput extends Omit<DataOf<typeof inputs.training>, 'minVoltage'>, Floored {}

/** The accuracy of the trained network on its training images, 0 … 1, and the network itself. */
export interface TrainingOutput extends DataOf<typeof outputs.training> {}

/** Neurons, sources of spikes, receptors, and the connections between them. */
export interface EventsInput extends Omit<DataOf<typeof inputs.events>, 'minVoltage'>, Floored {}

/** The behavior of the neurons. */
export interface EventsOutput extends DataOf<typeof outputs.events> {}

/** A NIR graph, and what it receives. */
export interface NirInput {
  /** Step length, seconds, above 0. Times in the graph are also in seconds. */
  readonly dtSeconds: number;
  /** A neuron node, or weights and a neuron node, with the names and parameters that NIR uses. */
  readonly nodes: NirGraph;
  /** The current or the spikes that arrive, constant within a step [step][channel]. */
  readonly inputs: readonly (readonly number[])[];
}

/** The behavior of the neurons. `LI` never fires. */
export interface NirOutput extends Pick<NeuronOutput, 'spikes' | 'voltage'> {}

/** LIF neurons behind weights, without refractory period and floor. */
export interface NirExportInput extends DataOf<typeof inputs.nir_export> {}

/** The behavior of the neurons, and the graph that they were exported as. */
export interface NirExportOutput extends NirOutput, Pick<NirInput, 'nodes'> {}
