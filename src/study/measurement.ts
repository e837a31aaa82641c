import type { JobTraining } from './jobs.ts';

/** What a short measurement found on a machine: time of one core, so that it counts little what else runs there. */
export interface Measurement {
  /** Name of the architecture that was run. */
  readonly network: string;
  /** What the machine calls its processor. */
  readonly processor: string;
  /** Null: nothing was trained. */
  readonly training: TrainingMeasurement | null;
  /** What showing images costs. */
  readonly evaluation: EvaluationMeasurement;
}

/** What a short training found. */
export interface TrainingMeasurement {
  /** Until the images are there and the first batch is shown. */
  readonly startSeconds: number;
  /** Images of one core, forward and back. */
  readonly imagesPerSecond: number;
  /** The most memory that the process had. */
  readonly memoryMegabytes: number;
}

/** What showing a few images found. */
export interface EvaluationMeasurement {
  /** Until images and network are there. */
  readonly startSeconds: number;
  /** The most memory that the process had. */
  readonly memoryMegabytes: number;
  /** Of the rate network. */
  readonly ratesPerSecond: number;
  /** Of the spiking network, at some amplitudes, for each floor. */
  readonly spiking: readonly SpikingSpeed[];
}

/** Speed of a spiking network at an operating point. */
export interface SpikingSpeed {
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Floor of the voltage; null is none. */
  readonly minVoltage: number | null;
  /** Images of one core. */
  readonly imagesPerSecond: number;
}

/**
 * Time of one core that a training takes, seconds.
 *
 * @throws {RangeError} if no training was measured
 */
export function secondsOfTraining({ training }: Measurement, { epochs, trainImages }: JobTraining): number {
  if (training === null) throw new RangeError('no training was measured');
  return training.startSeconds + (epochs * trainImages) / training.imagesPerSecond;
}

/**
 * Time of one core that an evaluation takes, seconds: at every amplitude as at the dearest that was measured.
 *
 * @throws {RangeError} if nothing was measured with this floor
 */
export function secondsOfEvaluation({ evaluation }: Measurement, minVoltage: number | null, images: number): number {
  const speeds = evaluation.spiking.filter((speed) => speed.minVoltage === minVoltage);
  if (speeds.length === 0)
    throw new RangeError(`nothing was measured with ${minVoltage === null ? 'no floor' : `floor ${minVoltage}`}`);
  const slowest = Math.min(...speeds.map(({ imagesPerSecond }) => imagesPerSecond));
  return evaluation.startSeconds + images * (1 / evaluation.ratesPerSecond + 1 / slowest);
}
