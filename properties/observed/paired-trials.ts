import { standardDeviation } from '../../src/study/statistics/statistics.ts';
import type { Experiment, Trial } from './experiment.ts';
import { signTest } from './hypothesis-tests.ts';

/** Test images in a trial, unless a claim needs more. */
export const usualImages = 300;

/** The amplitude of the tutorial. */
export const small = 0.01;
/** Fifty times as large. */
export const large = 0.5;

/** Results of two trials per seed on the same images. */
export interface Differences {
  /** Accuracy of the first trial minus that of the second, in percentage points [seed]. */
  readonly points: readonly number[];
  /** Their standard deviation. */
  readonly deviation: number;
  /** Probability of at least as many lost images if losing and gaining were equally likely. */
  readonly p: number;
}

/** Accuracy that each seed loses from the tutorial's amplitude to fifty times it. */
export function amplitudeDrop(
  experiment: Experiment,
  seeds: readonly number[],
  trial: Omit<Trial, 'seed' | 'amplitude'>,
  images = usualImages,
): Promise<Differences> {
  return differences(experiment, seeds, { ...trial, amplitude: small }, { ...trial, amplitude: large }, images);
}

/** Compares two trials for each seed on the same images. */
export async function differences(
  experiment: Experiment,
  seeds: readonly number[],
  before: Omit<Trial, 'seed'>,
  after: Omit<Trial, 'seed'>,
  images = usualImages,
): Promise<Differences> {
  const points: number[] = [];
  let [lost, changed] = [0, 0];
  for (const seed of seeds) {
    const a = await experiment.run({ ...before, seed }, images);
    const b = await experiment.run({ ...after, seed }, images);
    const lostHere = a.filter((correct, image) => correct === 1 && b[image] === 0).length;
    const wonHere = a.filter((correct, image) => correct === 0 && b[image] === 1).length;
    points.push((100 * (lostHere - wonHere)) / images);
    lost += lostHere;
    changed += lostHere + wonHere;
  }
  return { points, deviation: standardDeviation(points), p: signTest(lost, changed) };
}
