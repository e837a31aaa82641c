import { mean } from '../../src/study/statistics/statistics.ts';
import { commonZigZag } from '../../src/study/statistics/zig-zag.ts';
import type { Experiment, StatisticalLaw } from './experiment.ts';
import { cochranTest } from './hypothesis-tests.ts';
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
