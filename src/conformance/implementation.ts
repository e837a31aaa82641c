import type { DataOf } from '../base/data-of.ts';
import type { PrecisionName } from '../base/precision.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Network } from '../simulator/network/network.ts';
import type { Stage } from '../simulator/network/run.ts';
import type { EnsembleSettings } from '../simulator/neuron/ensemble.ts';
import type { LifParameters } from '../simulator/neuron/lif.ts';
import type { RateParameters } from '../simulator/neuron/rate.ts';
import type { LowPassParameters } from '../simulator/synapse/low-pass.ts';
import type { RmspropSettings } from '../simulator/training/rmsprop.ts';
import type { NirGraph } from './nir/neurons.ts';
import type { outputs } from './protocol/outputs.ts';

/**
 * The interface of a simulator under test, in this process or behind a pipe. Each capability is a function from an
 * input to an output, both plain data. A simulator supports some or all of them. It may refuse an input by throwing a
 * `RangeError`.
 */
export interface Implementation {
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
  /** LIF neurons, step by step. */
  readonly neuron?: Capability<NeuronInput, NeuronOutput>;
  /** Gain, bias and firing rates. */
  readonly tuning?: Capability<TuningInput, TuningOutput>;
  /** The low-pass filter of a synapse. */
  readonly synapse?: Capability<SynapseInput, SynapseOutput>;
  /** A spiking network with given weights. */
  readonly network?: Capability<NetworkInput, NetworkOutput>;
  /** Neurons drawn from a seed. */
  readonly seeded?: Capability<SeededInput, SeededOutput>;
  /** A network trained from a seed. */
  readonly training?: Capability<TrainingInput, TrainingOutput>;
  /** A NIR graph, imported and run. */
  readonly nir?: Capability<NirInput, NirOutput>;
}

/** A function, synchronous or not. */
export type Capability<Input, Output> = (input: Input) => Output | Promise<Output>;

/** The name of a capability. */
export type CapabilityName = Exclude<
  keyof Implementation,
  'name' | 'precision' | 'largestSeed' | 'refuses' | 'takesWeights'
>;

/** The input of a capability. */
export type InputOf<Name extends CapabilityName> = Parameters<NonNullable<Implementation[Name]>>[0];

/** LIF neurons, each fed with a current. */
export interface NeuronInput extends Omit<LifParameters, 'minVoltage'> {
  /** Spike amplitude, above 0. Larger values make spikes higher but move none of them. */
  readonly amplitude: number;
  /** Voltage floor, 0 or less; null means no floor. */
  readonly minVoltage: number | null;
  /** Initial voltage, at most 1 [neuron]. */
  readonly initialVoltage: readonly number[];
  /** Input current, dimensionless [step][neuron]. */
  readonly current: readonly (readonly number[])[];
  /** The state of an earlier output, to continue from. `initialVoltage` is then ignored. */
  readonly state?: unknown;
}

/** The behavior of the neurons. */
export interface NeuronOutput extends DataOf<typeof outputs.neuron> {}

/** Neurons described by max rate and intercept, and inputs for them. */
export interface TuningInput extends RateParameters {
  /** Spike amplitude, above 0. Larger values increase the output but not the firing rate. */
  readonly amplitude: number;
  /** Firing rate at input 1, hertz, each above 0 and below 1/τ_ref [neuron]. */
  readonly maxRatesHz: readonly number[];
  /** Input above which each neuron fires, below 1 [neuron]. */
  readonly intercepts: readonly number[];
  /** Inputs, the same for all neurons [point]. */
  readonly inputs: readonly number[];
}

/** The parameters of the neurons and their responses. */
export interface TuningOutput extends DataOf<typeof outputs.tuning> {}

/** A signal for the low-pass filter. */
export interface SynapseInput extends LowPassParameters {
  /** The signal, in any unit [step]. */
  readonly signal: readonly number[];
}

/** The filtered signal. */
export interface SynapseOutput extends DataOf<typeof outputs.synapse> {}

/** How a network runs on images. */
export interface NetworkRun {
  /** Shapes and time constants. */
  readonly architecture: Architecture;
  /** Spike amplitude, above 0. Larger values send more into the next layer. */
  readonly amplitude: number;
  /** Voltage floor, 0 or less; null means no floor. */
  readonly minVoltage: number | null;
  /** Number of steps, whole, 2 or more. */
  readonly steps: number;
  /** Step length, seconds, above 0. */
  readonly dtSeconds: number;
  /** Pixels 0 … 255, each image [row, column, channel]. */
  readonly images: readonly Uint8Array[];
}

/** A network with its weights, and images. */
export interface NetworkInput extends NetworkRun {
  /** Kernels, biases and read-out, before gain and spike height are multiplied in. */
  readonly weights: Pick<Network, 'layers' | 'readout'>;
  /** Voltage of every neuron at the start of each image, at most 1 [layer][neuron]. */
  readonly initialVoltage: Network['initialVoltage'];
  /** Time constant of the synapses between layers of neurons, seconds, 0 or more; 0 or omitted: no synapses. */
  readonly synapseSeconds?: number;
  /** What to record for the first image, by layer and stage. */
  readonly probes?: readonly { readonly layer: string; readonly stage: Stage }[];
}

/** The responses of a network. */
export interface NetworkOutput extends DataOf<typeof outputs.network> {}

/** Distributions of neurons, which the implementation draws with its own random numbers. */
export interface SeededInput extends RateParameters, Omit<EnsembleSettings, 'parameters' | 'encoders'> {
  /** Whole, 0 or more. Different seeds give different neurons. */
  readonly seed: number;
}

/** The neurons that were drawn. */
export interface SeededOutput extends DataOf<typeof outputs.seeded> {}

/** Labeled images, on which an implementation trains a network by RMSprop and then runs it. */
export interface TrainingInput extends NetworkRun {
  /** The initial weights, before gain and spike height are multiplied in. Without them, the seed decides. */
  readonly weights?: NetworkInput['weights'];
  /** Voltage of every neuron at the start of each image, given together with the weights [layer][neuron]. */
  readonly initialVoltage?: Network['initialVoltage'];
  /** Settings of the optimizer. */
  readonly optimizer: Omit<RmspropSettings, 'rescaling'>;
  /** Whether every epoch shows the images in the order of the list, or in one that the seed decides. */
  readonly order: 'given' | 'shuffled';
  /** Number of times that all images are shown, whole, 1 or more. */
  readonly epochs: number;
  /** Number of images per optimizer step, whole, 1 or more. */
  readonly batchSize: number;
  /** Whole, 0 or more. Different seeds give different networks. */
  readonly seed: number;
  /** Class of each image. */
  readonly labels: readonly number[];
}

/** The accuracy of the trained network on its training images, 0 … 1, and the network itself. */
export interface TrainingOutput extends DataOf<typeof outputs.training> {}

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
