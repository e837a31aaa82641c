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
  /** The neurons that it runs instead of those of the definition, as often as those fire. */
  readonly convention?: ConventionName;
}

/** How a step ends, as the kernel distinguishes it. */
export type ConventionName = (typeof conventionNames)[number];

const conventionNames = [
  'definition',
  'subtraction',
  'late-reset',
  'no-refractory',
  'whole-steps',
  'unscaled',
] as const;

/** Names of the processes. */
export type PeerName = 'readable' | 'engine-1' | 'engine-2' | 'conventions' | 'pytorch' | 'nengo-dl';

const usual = { batchSize: 200, imageFraction: 1, agreement: 1, trains: true };

/** All contenders, in the order in which they take turns. */
export const contenders: readonly Contender[] = [
  { ...usual, name: 'readable', title: 'lifspec, readable code', peer: 'readable', imageFraction: 0.2 },
  { ...usual, name: 'engine-1', title: 'lifspec, engine, 1 worker', peer: 'engine-1' },
  { ...usual, name: 'engine-2', title: 'lifspec, engine, 2 workers', peer: 'engine-2' },
  { ...usual, name: 'pytorch-200', title: 'PyTorch loop, batches of 200', peer: 'pytorch', agreement: 0.99 },
  {
    ...usual,
    name: 'pytorch-50',
    title: 'PyTorch loop, batches of 50',
    peer: 'pytorch',
    batchSize: 50,
    agreement: 0.99,
    trains: false,
  },
  { ...usual, name: 'nengo-dl', title: 'NengoDL', peer: 'nengo-dl' },
  ...conventionNames.map((name) => {
    const title = `kernel, ${name.replace('-', ' ')}`;
    return { ...usual, name, title, peer: 'conventions' as const, trains: false, convention: name };
  }),
];

/** The first request to a process: paths of images (IDX files) and weights (a folder of `.npy` files). */
export interface StartRequest {
  readonly command: 'start';
  readonly testImages: string;
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly weights: string;
}

/** Asks a process to classify the first test images with the spiking network. */
export interface SpikesRequest {
  readonly command: 'spikes';
  readonly images: number;
  readonly steps: number;
  readonly amplitude: number;
  /** For contenders that process images in batches. */
  readonly batchSize: number;
  readonly convention?: ConventionName;
}

/** Asks a process to train the rate network from the given weights, with each image once. */
export interface TrainRequest {
  readonly command: 'train';
  readonly images: number;
  readonly amplitude: number;
  readonly batchSize: number;
}

/** A request for work, which is measured. */
export type WorkRequest = SpikesRequest | TrainRequest;
