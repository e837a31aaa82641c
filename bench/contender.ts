/** Asks a process to classify test images with the spiking network, each image once. */
export interface SpikesRequest {
  readonly command: 'spikes';
  /** Index of the first test image. */
  readonly first: number;
  readonly images: number;
  readonly steps: number;
  readonly amplitude: number;
  /** For contenders that process images in batches. */
  readonly batchSize: number;
}

/** Asks a process to train the rate network from the given weights, with each image once. */
export interface TrainRequest {
  readonly command: 'train';
  readonly images: number;
  readonly amplitude: number;
  readonly batchSize: number;
}

/** Paths of images and weights. This is the first request, and it is sent once. */
export interface StartRequest {
  readonly command: 'start';
  /** IDX files. */
  readonly testImages: string;
  readonly trainImages: string;
  readonly trainLabels: string;
  /** Folder of `.npy` files. */
  readonly weights: string;
}

/** A request to a process. */
export type Request = StartRequest | SpikesRequest | TrainRequest;

/** The answer of a process. */
export interface Answer {
  /** Duration of the work only: from images in memory to classes or new weights. */
  readonly seconds?: number | undefined;
  /** Class [image]. */
  readonly predicted?: readonly number[] | undefined;
  /** Mean loss of the first batch at the given weights. */
  readonly loss?: number | undefined;
  /** Mean number of spikes per neuron per step, over all layers. */
  readonly spikesPerNeuronStep?: number | undefined;
  /** Peak memory of the process so far. */
  readonly peakBytes: number;
  readonly versions?: Readonly<Record<string, string>> | undefined;
}

/** A contender: an implementation and how it runs. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The process that does the work. */
  readonly peer: PeerName;
  readonly batchSize: number;
  /** Fraction of the images that it processes. Slow contenders process fewer; images per second are compared. */
  readonly imageFraction: number;
  /** Smallest fraction of its classes that must equal those of NengoDL in the weights folder. */
  readonly agreement: number;
  /** Whether it takes part in the comparison of training. */
  readonly trains: boolean;
}

/** Names of the processes. */
export type PeerName = 'readable' | 'engine-1' | 'engine-2' | 'two-processes' | 'pytorch' | 'nengo-dl';

const ours = { batchSize: 200, imageFraction: 1, agreement: 1 };

/** All contenders, in the order in which they take turns. */
export const contenders: readonly Contender[] = [
  { ...ours, name: 'readable', title: 'lifspec, readable code', peer: 'readable', imageFraction: 0.2, trains: true },
  { ...ours, name: 'engine-1', title: 'lifspec, engine, 1 worker', peer: 'engine-1', trains: true },
  { ...ours, name: 'engine-2', title: 'lifspec, engine, 2 workers', peer: 'engine-2', trains: true },
  { ...ours, name: 'two-processes', title: 'lifspec, engine, 2 processes', peer: 'two-processes', trains: false },
  {
    name: 'pytorch-200',
    title: 'PyTorch loop, batches of 200',
    peer: 'pytorch',
    batchSize: 200,
    imageFraction: 1,
    agreement: 0.99,
    trains: true,
  },
  {
    name: 'pytorch-50',
    title: 'PyTorch loop, batches of 50',
    peer: 'pytorch',
    batchSize: 50,
    imageFraction: 1,
    agreement: 0.99,
    trains: false,
  },
  {
    name: 'nengo-dl',
    title: 'NengoDL',
    peer: 'nengo-dl',
    batchSize: 200,
    imageFraction: 1,
    agreement: 1,
    trains: true,
  },
];
