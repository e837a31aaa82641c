import { lossByChance } from '../../src/study/statistics/accuracy-tests.ts';
import { standardDeviation } from '../../src/study/statistics/statistics.ts';
import type { Experiment, Trial } from './experiment.ts';

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
  /** Probability of at least as many lost images if losing and gaining were equally likely; 1 if more are gained. */
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
  const [points, allBefore, allAfter]: [number[], number[], number[]] = [[], [], []];
  for (const seed of seeds) {
    const own = [...(await experiment.run({ ...before, seed }, images))];
    const other = [...(await experiment.run({ ...after, seed }, images))];
    points.push((100 * (countOf(own) - countOf(other))) / images);
    allBefore.push(...own);
    allAfter.push(...other);
  }
  const p = lossByChance({ before: allBefore, after: allAfter });
  return { points, deviation: standardDeviation(points), p };
}

const countOf = (correct: readonly number[]) => correct.reduce((sum, bit) => sum + bit, 0);
