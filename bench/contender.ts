/** Images to be shown to the spiking network, once each. */
export interface SpikesRequest {
  readonly command: 'spikes';
  /** Number of the first test image. */
  readonly first: number;
  readonly images: number;
  readonly steps: number;
  readonly amplitude: number;
  /** For those who show images in batches. */
  readonly batchSize: number;
}

/** Images with which the rate network is to be trained, once each, from the given weights on. */
export interface TrainRequest {
  readonly command: 'train';
  readonly images: number;
  readonly amplitude: number;
  readonly batchSize: number;
}

/** Where images and weights lie; asked once, before anything else. */
export interface StartRequest {
  readonly command: 'start';
  /** IDX files. */
  readonly testImages: string;
  readonly trainImages: string;
  readonly trainLabels: string;
  /** Folder of `.npy` files. */
  readonly weights: string;
}

/** What a process is asked. */
export type Request = StartRequest | SpikesRequest | TrainRequest;

/** What a process answers. Seconds are those of the work alone: from images in memory to classes or new weights. */
export interface Answer {
  readonly seconds?: number | undefined;
  /** Class [image]. */
  readonly predicted?: readonly number[] | undefined;
  /** Mean loss of the first batch at the given weights. */
  readonly loss?: number | undefined;
  /** Mean number of spikes a neuron and step, all layers together. */
  readonly spikesPerNeuronStep?: number | undefined;
  /** Most memory that the process has had so far. */
  readonly peakBytes: number;
  readonly versions?: Readonly<Record<string, string>> | undefined;
}

/** Somebody who takes part, and how. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The process that does the work. */
  readonly peer: PeerName;
  readonly batchSize: number;
  /** Share of the images that it is shown; the slow ones see fewer, and their speed is compared. */
  readonly share: number;
  /** How many of its classes must be those of NengoDL in the weights folder, 0 … 1. */
  readonly agreement: number;
  /** Whether it takes part in the comparison of training. */
  readonly trains: boolean;
}

/** The processes that take part. */
export type PeerName = 'readable' | 'engine-1' | 'engine-2' | 'two-processes' | 'pytorch' | 'nengo-dl';

const ours = { batchSize: 200, share: 1, agreement: 1 };

/** All who take part, in the order in which they take turns. */
export const contenders: readonly Contender[] = [
  { ...ours, name: 'readable', title: 'lifspec, readable code', peer: 'readable', share: 0.2, trains: true },
  { ...ours, name: 'engine-1', title: 'lifspec, engine, 1 worker', peer: 'engine-1', trains: true },
  { ...ours, name: 'engine-2', title: 'lifspec, engine, 2 workers', peer: 'engine-2', trains: true },
  { ...ours, name: 'two-processes', title: 'lifspec, engine, 2 processes', peer: 'two-processes', trains: false },
  {
    name: 'pytorch-200',
    title: 'PyTorch loop, batches of 200',
    peer: 'pytorch',
    batchSize: 200,
    share: 1,
    agreement: 0.99,
    trains: true,
  },
  {
    name: 'pytorch-50',
    title: 'PyTorch loop, batches of 50',
    peer: 'pytorch',
    batchSize: 50,
    share: 1,
    agreement: 0.99,
    trains: false,
  },
  { name: 'nengo-dl', title: 'NengoDL', peer: 'nengo-dl', batchSize: 200, share: 1, agreement: 1, trains: true },
];
