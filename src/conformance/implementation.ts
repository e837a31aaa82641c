import type { PrecisionName } from '../base/precision.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Network } from '../simulator/network/network.ts';
import type { Stage } from '../simulator/network/run.ts';
import type { EnsembleSettings } from '../simulator/neuron/ensemble.ts';
import type { LifParameters } from '../simulator/neuron/lif.ts';
import type { RateParameters } from '../simulator/neuron/rate.ts';
import type { LowPassParameters } from '../simulator/synapse/low-pass.ts';

/**
 * What a simulator has to offer to be judged: in process, or behind a pipe. Each capability is a function from an input
 * to an output, both plain data; a simulator offers those it has. An input that must be refused is refused by throwing a
 * `RangeError`.
 */
export interface Implementation {
  /** What reports call it. */
  readonly name: string;
  /** In what it computes; laws choose their tolerance by it. */
  readonly precision: PrecisionName;
  /** One LIF neuron or many, step by step. */
  readonly neuron?: Capability<NeuronInput, NeuronOutput>;
  /** Gain, bias and firing rate. */
  readonly tuning?: Capability<TuningInput, TuningOutput>;
  /** The low-pass filter. */
  readonly synapse?: Capability<SynapseInput, SynapseOutput>;
  /** A network with given weights, run with spikes. */
  readonly network?: Capability<NetworkInput, NetworkOutput>;
  /** Neurons drawn by a seed. */
  readonly seeded?: Capability<SeededInput, SeededOutput>;
  /** A network trained from a seed. */
  readonly training?: Capability<TrainingInput, TrainingOutput>;
}

/** A function that may take its time. */
export type Capability<Input, Output> = (input: Input) => Output | Promise<Output>;

/** Name of a capability. */
export type CapabilityName = 'neuron' | 'tuning' | 'synapse' | 'network' | 'seeded' | 'training';

/** LIF neurons, each fed with a current. */
export interface NeuronInput extends Omit<LifParameters, 'minVoltage'> {
  /** Spike amplitude, above 0. Larger makes higher spikes and moves none. */
  readonly amplitude: number;
  /** Floor of the voltage, 0 or less; null is no floor. */
  readonly minVoltage: number | null;
  /** Voltage at the start, each at most 1 [neuron]. */
  readonly initialVoltage: readonly number[];
  /** Input current, dimensionless [step][neuron]. */
  readonly current: readonly (readonly number[])[];
  /** The state that an earlier output ended with, to go on from; `initialVoltage` is then not looked at. */
  readonly state?: unknown;
}

/** What the neurons did. */
export interface NeuronOutput {
  /** Steps in which each neuron fired, ascending, counted from 0 [neuron]. */
  readonly spikes: readonly (readonly number[])[];
  /** What a neuron sends in the step of a spike. */
  readonly spikeHeight: number;
  /** Membrane voltage after each step [step][neuron]. */
  readonly voltage?: readonly (readonly number[])[];
  /** Opaque: where the neurons are, to be handed back as `state`. */
  readonly state?: unknown;
}

/** Neurons described by what an experimenter sees, and a few inputs to try them on. */
export interface TuningInput extends RateParameters {
  /** Spike amplitude, above 0. Larger sends more and fires no faster. */
  readonly amplitude: number;
  /** Firing rate at input 1, hertz, each above 0 and below 1/τ_ref [neuron]. */
  readonly maxRatesHz: readonly number[];
  /** Input above which each neuron fires, below 1 [neuron]. */
  readonly intercepts: readonly number[];
  /** Inputs, the same for all neurons [point]. */
  readonly inputs: readonly number[];
}

/** What makes neurons of such a kind, and what they do for the inputs. */
export interface TuningOutput {
  /** Current per unit of input [neuron]. */
  readonly gain: readonly number[];
  /** Current at input 0 [neuron]. */
  readonly bias: readonly number[];
  /** Spikes per second, whatever the amplitude [point][neuron]. */
  readonly ratesHz: readonly (readonly number[])[];
  /** What the neurons send: amplitude · rate [point][neuron]. */
  readonly outputs: readonly (readonly number[])[];
}

/** A signal to be filtered by a low-pass. */
export interface SynapseInput extends LowPassParameters {
  /** What is to be filtered, of any unit [step]. */
  readonly signal: readonly number[];
}

/** The filtered signal. */
export interface SynapseOutput {
  /** In the unit of the signal [step]. */
  readonly filtered: readonly number[];
  /** Steps by which `filtered` lags behind the rule y_t = a · y_{t−1} + (1 − a) · x_t. */
  readonly lagSteps: number;
}

/** A network with its weights, and images to show it. */
export interface NetworkInput {
  /** Shapes and time constants. */
  readonly architecture: Architecture;
  /** Kernels, biases and read-out, before gain and spike height. */
  readonly weights: Pick<Network, 'layers' | 'readout'>;
  /** Voltage of every neuron at the start of every image, each at most 1 [layer][neuron]. */
  readonly initialVoltage: Network['initialVoltage'];
  /** Spike amplitude, above 0. Larger sends more into the next layer. */
  readonly amplitude: number;
  /** Floor of the voltage, 0 or less; null is no floor. */
  readonly minVoltage: number | null;
  /** Number of steps, whole, 2 or more. */
  readonly steps: number;
  /** Length of a step, seconds, above 0. */
  readonly dtSeconds: number;
  /** Values 0 … 255, each [row, column, channel]. */
  readonly images: readonly Uint8Array[];
  /** What to record of the first image, by layer and stage. */
  readonly probes?: readonly { readonly layer: string; readonly stage: Stage }[];
}

/** What the network made of the images. */
export interface NetworkOutput {
  /** Class of each image. */
  readonly predicted: readonly number[];
  /** Filtered read-out after the last step [image][class]. */
  readonly readout: readonly (readonly number[])[];
  /** Number of spikes [image][layer]. */
  readonly spikeCounts: readonly (readonly number[])[];
  /** What each probe saw of the first image [probe][step][neuron]. */
  readonly probed?: readonly (readonly (readonly number[])[])[];
}

/** Neurons drawn by the implementation's own random numbers. */
export interface SeededInput extends RateParameters, Omit<EnsembleSettings, 'parameters' | 'encoders'> {
  /** Whole, 0 or more. Another seed gives other neurons. */
  readonly seed: number;
}

/** The neurons that were drawn. */
export interface SeededOutput {
  /** Current per unit of input [neuron]. */
  readonly gain: readonly number[];
  /** Current at input 0 [neuron]. */
  readonly bias: readonly number[];
  /** Voltage at the start [neuron]. */
  readonly initialVoltage: readonly number[];
}

/** Pictures with their classes, from which an implementation trains a network by its own random numbers. */
export interface TrainingInput {
  /** Number of times that all images are shown, whole, 1 or more. */
  readonly epochs: number;
  /** Number of images per optimizer step, whole, 1 or more. */
  readonly batchSize: number;
  /** Shapes and time constants. */
  readonly architecture: Architecture;
  /** Whole, 0 or more. Another seed gives another network. */
  readonly seed: number;
  /** Spike amplitude, above 0, in training and when the trained network spikes. */
  readonly amplitude: number;
  /** Floor of the voltage when the trained network spikes, 0 or less; null is no floor. */
  readonly minVoltage: number | null;
  /** Number of steps for which the trained network sees an image, whole, 2 or more. */
  readonly steps: number;
  /** Length of a step, seconds, above 0. */
  readonly dtSeconds: number;
  /** Values 0 … 255, each [row, column, channel]. */
  readonly images: readonly Uint8Array[];
  /** Class of each image. */
  readonly labels: readonly number[];
}

/** Shares of the images that the trained network puts into the right class, 0 … 1. */
export interface TrainingOutput {
  /** As a rate network. */
  readonly rateAccuracy: number;
  /** With spikes. */
  readonly spikingAccuracy: number;
}
