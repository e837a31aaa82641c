import type { Architecture } from '../network/architecture.ts';
import type { Network } from '../network/network.ts';
import type { Stage } from '../network/run.ts';
import type { PrecisionName } from '../precision.ts';
import type { Distribution } from '../random.ts';

/**
 * What a simulator has to offer to be judged: in process, or behind a pipe. Each capability is a function from an input
 * to an output, both plain data; a simulator offers those it has. An input that must be refused is refused by throwing a
 * `RangeError`.
 */
export interface Implementation {
  readonly name: string;
  /** In what it computes; laws choose their tolerance by it. */
  readonly precision: PrecisionName;
  readonly neuron?: Capability<NeuronInput, NeuronOutput>;
  readonly tuning?: Capability<TuningInput, TuningOutput>;
  readonly synapse?: Capability<SynapseInput, SynapseOutput>;
  readonly network?: Capability<NetworkInput, NetworkOutput>;
  readonly seeded?: Capability<SeededInput, SeededOutput>;
}

/** A function that may take its time. */
export type Capability<Input, Output> = (input: Input) => Output | Promise<Output>;

/** Name of a capability. */
export type CapabilityName = 'neuron' | 'tuning' | 'synapse' | 'network' | 'seeded';

/** LIF neurons, each fed with a current. */
export interface NeuronInput {
  readonly dtSeconds: number;
  readonly tauRcSeconds: number;
  readonly tauRefSeconds: number;
  readonly amplitude: number;
  /** Floor of the voltage; null is no floor. */
  readonly minVoltage: number | null;
  /** [neuron] */
  readonly initialVoltage: readonly number[];
  /** Input current, dimensionless [step][neuron]. */
  readonly current: readonly (readonly number[])[];
  /** The state that an earlier output ended with, to go on from; `initialVoltage` is then not looked at. */
  readonly state?: unknown;
}

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
export interface TuningInput {
  readonly tauRcSeconds: number;
  readonly tauRefSeconds: number;
  readonly amplitude: number;
  /** Firing rate at input 1, hertz [neuron]. */
  readonly maxRatesHz: readonly number[];
  /** Input above which each neuron fires [neuron]. */
  readonly intercepts: readonly number[];
  /** [point] */
  readonly inputs: readonly number[];
}

export interface TuningOutput {
  /** [neuron] */
  readonly gain: readonly number[];
  /** [neuron] */
  readonly bias: readonly number[];
  /** Spikes per second, whatever the amplitude [point][neuron]. */
  readonly ratesHz: readonly (readonly number[])[];
  /** What the neurons send: amplitude · rate [point][neuron]. */
  readonly outputs: readonly (readonly number[])[];
}

/** A signal to be filtered by a low-pass. */
export interface SynapseInput {
  readonly dtSeconds: number;
  readonly tauSeconds: number;
  /** [step] */
  readonly signal: readonly number[];
}

export interface SynapseOutput {
  /** [step] */
  readonly filtered: readonly number[];
  /** Steps by which `filtered` lags behind the rule y_t = a · y_{t−1} + (1 − a) · x_t. */
  readonly lagSteps: number;
}

/** A network with its weights, and images to show it. */
export interface NetworkInput {
  readonly architecture: Architecture;
  readonly weights: Pick<Network, 'layers' | 'readout'>;
  readonly initialVoltage: Network['initialVoltage'];
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly steps: number;
  readonly dtSeconds: number;
  /** Values 0 … 255, each [row, column, channel]. */
  readonly images: readonly Uint8Array[];
  /** What to record of the first image, by layer and stage. */
  readonly probes?: readonly { readonly layer: string; readonly stage: Stage }[];
}

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
export interface SeededInput {
  readonly seed: number;
  readonly neurons: number;
  readonly tauRcSeconds: number;
  readonly tauRefSeconds: number;
  readonly maxRatesHz: Distribution;
  readonly intercepts: Distribution;
  readonly initialVoltage: Distribution;
}

export interface SeededOutput {
  /** [neuron] */
  readonly gain: readonly number[];
  /** [neuron] */
  readonly bias: readonly number[];
  /** [neuron] */
  readonly initialVoltage: readonly number[];
}
