import { exp, square } from '../../src/base/elementary.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { commonZigZag } from '../../src/study/statistics/zig-zag.ts';
import type { Experiment, StatisticalLaw } from './experiment.ts';
import { large } from './paired-trials.ts';

/** Amplitudes 0.25, 0.26 … 0.5. Between neighbors the trend of a curve is small, but a zig-zag is not. */
export const zigZagAmplitudes: readonly number[] = Array.from({ length: 26 }, (_, index) => (25 + index) / 100);

/** With fewer images the zig-zag has the same shape but is larger, in proportion to 1/√images. */
const zigZagImages = 150;

/** C6: the zig-zag of an accuracy curve is noise of its seed, not an effect of the amplitude. */
export const zigZagsAreTheirOwn: StatisticalLaw = {
  id: 'digits/zig-zags-are-their-own',
  clause: 'seeds',
  statement: 'has a zig-zag over amplitudes that differs between seeds: less than half of it is common to all',
  seeds: 5,
  images: zigZagImages,
  falseAlarm: {
    probability: 4e-4,
    derivation: '−6 to 2 % in common over 8 seeds and 31 amplitudes; simulated with 10 %, 20,000 samples',
  },
  judge: async (experiment, seeds) => {
    const curves = await Promise.all(seeds.map((seed) => zigZag(experiment, seed)));
    const common = commonZigZag(curves);
    return { holds: common < 0.5, expected: 'less than half of the zig-zag in common', got: { common, curves } };
  },
};

/** Accuracy of one seed at each of `zigZagAmplitudes`, with fixed weights and a floor. */
export async function zigZag(experiment: Experiment, seed: number): Promise<number[]> {
  const accuracies: number[] = [];
  for (const amplitude of zigZagAmplitudes) {
    const correct = await experiment.run({ seed, training: 'fixed', amplitude, neurons: 'floor' }, zigZagImages);
    accuracies.push(mean(Array.from(correct)));
  }
  return accuracies;
}

/**
 * Images per seed of C9. Training a network takes as long as running 2,000 images, so 13 seeds on 900 images cost half
 * as much as 25 seeds on 300.
 */
const spreadImages = 900;

/** Largest p of Cochran's test at which a difference counts. */
const significance = 1e-3;

/** C9: one seed is not enough. */
export const seedsDiffer: StatisticalLaw = {
  id: 'digits/seeds-differ',
  clause: 'seeds',
  statement: 'differs between seeds on the same images, by more than chance explains',
  seeds: 13,
  images: spreadImages,
  falseAlarm: {
    probability: 1.5e-4,
    derivation: '20,000 samples of 13 out of 58 new seeds: p at most 1.0e-4, none refused; on 300 images, 4e-3 were',
  },
  judge: async (experiment, seeds) => {
    const trial = { training: 'fixed', amplitude: large, neurons: 'floor' } as const;
    const correct = await Promise.all(seeds.map((seed) => experiment.run({ ...trial, seed }, spreadImages)));
    const { p, counts } = cochranTest(correct);
    return {
      holds: p < significance,
      expected: 'a difference that equal seeds would show less than once in 1,000 samples',
      got: { p, counts },
    };
  },
};

/**
 * Cochran's Q test: the probability that runs of equal accuracy differ at least this much on the same images.
 *
 *   Q = n·(n − 1)·Σ (column − mean column)² / Σ (n·row − row²),   chi-squared with n − 1 degrees of freedom
 *
 * Images that all runs classify correctly, or none, have no effect.
 *
 * @param correct - 1 where a run is correct; the number of runs is odd and at least 3 [run][image]
 * @returns p, and the number of correct images of each run
 * @see Cochran (1950)
 */
export function cochranTest(correct: readonly ArrayLike<number>[]): { readonly p: number; readonly counts: number[] } {
  const runs = correct.length;
  const counts = correct.map((bits) => Array.from(bits).reduce((sum, bit) => sum + bit, 0));
  const images = Array.from({ length: correct[0]?.length ?? 0 }, (_, image) =>
    correct.reduce((sum, bits) => sum + (bits[image] as number), 0),
  );
  const between = counts.reduce((sum, count) => sum + square(count - mean(counts)), 0);
  const within = images.reduce((sum, row) => sum + row * (runs - row), 0);
  const q = within === 0 ? 0 : (runs * (runs - 1) * between) / within;
  return { p: chiSquaredTail(q, runs - 1), counts };
}

/**
 * The probability that a chi-squared variable with an even number of degrees of freedom is at least x.
 *
 *   P(x) = e^(−x/2) · Σ_{i < degrees/2} (x/2)^i/i!
 */
function chiSquaredTail(x: number, degrees: number): number {
  if (degrees % 2 !== 0) throw new RangeError(`degrees must be even, but are ${degrees}`);
  let term = exp(-x / 2);
  let tail = term;
  for (let i = 1; i < degrees / 2; i++) {
    term *= x / 2 / i;
    tail += term;
  }
  return tail;
}
