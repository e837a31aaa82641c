/** The durations of one request to a contender. */
export interface Measured {
  readonly name: string;
  readonly title: string;
  /** Number of images. */
  readonly images: number;
  /** Duration of the work alone [round]. */
  readonly seconds: readonly number[];
  /** Peak memory of its process so far. */
  readonly peakBytes: number;
}

/** What a contender computed correctly before it was measured. */
export interface Check {
  readonly name: string;
  readonly title: string;
  readonly statement: string;
}

/** A contender that was excluded, and the reason. */
export interface Missing {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
}

/** A measurement in a series in which one number varies. */
export interface CostPoint extends Measured {
  readonly axis: CostAxis;
  readonly value: number;
  readonly spikesPerNeuronStep: number;
}

/** The number that varies. */
export type CostAxis = 'images' | 'steps' | 'amplitude';

/** The machine on which the benchmark ran. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Load average over the minute before: 0 on an idle machine. */
  readonly loadBefore: number;
}

/** All results of the benchmark. */
export interface BenchResult {
  readonly lifspec: string;
  readonly machine: Machine;
  readonly settings: BenchSettings;
  /** Versions of the software in each process. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly missing: readonly Missing[];
  readonly checks: readonly Check[];
  readonly spiking: readonly Measured[];
  readonly training: readonly Measured[];
  readonly costs: readonly CostPoint[];
}

/** What is measured. */
export interface BenchSettings {
  /** Test images of the contenders that process all. */
  readonly images: number;
  /** Training images of the contenders that process all. */
  readonly trainImages: number;
  readonly repetitions: number;
  readonly steps: number;
  readonly amplitude: number;
  /** Names of contenders or processes to exclude. */
  readonly without: readonly string[];
}

/** Images per second [round]. */
export function speeds({ images, seconds }: Measured): number[] {
  return seconds.map((duration) => images / duration);
}
