/** One contender's times for one piece of work. */
export interface Measured {
  readonly name: string;
  readonly title: string;
  /** Images that it worked on. */
  readonly images: number;
  /** Duration of the work alone [repetition]. Same place, same round: all took turns. */
  readonly seconds: readonly number[];
  /** Most memory that its process has had until then. */
  readonly peakBytes: number;
}

/** What a contender showed before its time was taken. */
export interface Proof {
  readonly name: string;
  readonly title: string;
  /** What it did, and what came of it. */
  readonly statement: string;
}

/** A contender that did not take part, and why. */
export interface Missing {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
}

/** One piece of work out of a series that differs in one number. */
export interface CostPoint extends Measured {
  readonly axis: CostAxis;
  readonly value: number;
  readonly spikesPerNeuronStep: number;
}

/** What the cost is looked at against. */
export type CostAxis = 'images' | 'steps' | 'amplitude';

/** Where and when the numbers were taken. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Processes that wanted a core in the minute before: above 0 on a machine that is not idle. */
  readonly loadBefore: number;
}

/** Everything that a run of the benchmark found. */
export interface BenchResult {
  readonly lifspec: string;
  readonly machine: Machine;
  readonly settings: BenchSettings;
  /** Versions of what each process is made of. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly missing: readonly Missing[];
  readonly proofs: readonly Proof[];
  readonly spiking: readonly Measured[];
  readonly training: readonly Measured[];
  readonly costs: readonly CostPoint[];
}

/** How much is measured. */
export interface BenchSettings {
  /** Test images for those who see all. */
  readonly images: number;
  /** Training images for those who see all. */
  readonly trainImages: number;
  readonly repetitions: number;
  readonly steps: number;
  readonly amplitude: number;
  /** Names of contenders or processes that are left out. */
  readonly without: readonly string[];
}

/** Images a second [repetition]. */
export function speeds({ images, seconds }: Measured): number[] {
  return seconds.map((duration) => images / duration);
}
