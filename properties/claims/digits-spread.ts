import { mean } from '../../src/study/statistics/statistics.ts';
import type { Experiment, StatisticalClaim } from './experiment.ts';
import { cochranTest, commonZigZag } from './hypothesis-tests.ts';
import { images, large } from './paired-trials.ts';

/** Amplitudes .25, .26 … .5: a bend of the curve is small from step to step, a zig-zag is not. */
export const zigZagAmplitudes: readonly number[] = Array.from({ length: 26 }, (_, index) => (25 + index) / 100);

/** Fewer images make a larger zig-zag, of the same kind: it goes with 1/√images. */
const zigZagImages = 150;

/** The zig-zag is each seed's own. */
export const zigZagsAreTheirOwn: StatisticalClaim = {
  id: 'digits/zig-zags-are-their-own',
  claim: 'C6',
  statement:
    'has a zig-zag over amplitudes that is each seed’s own: averaged over seeds it goes, less than half is common',
  seeds: 5,
  images: zigZagImages,
  falseAlarm: {
    probability: 4e-4,
    derivation: 'measured over 8 seeds and 31 amplitudes: −6 to 2 % in common; simulated with 10 %, 20,000 samples',
  },
  judge: async (experiment, seeds) => {
    const curves = await Promise.all(seeds.map((seed) => zigZag(experiment, seed)));
    const common = commonZigZag(curves);
    return { holds: common < 0.5, expected: 'less than half of the zig-zag in common', got: { common, curves } };
  },
};

/** Accuracy of one seed over `zigZagAmplitudes`, fixed weights, with floor. */
export async function zigZag(experiment: Experiment, seed: number): Promise<number[]> {
  const accuracies: number[] = [];
  for (const amplitude of zigZagAmplitudes) {
    const right = await experiment.run({ seed, training: 'fixed', amplitude, neurons: 'floor' }, zigZagImages);
    accuracies.push(mean(Array.from(right)));
  }
  return accuracies;
}

/** Seeds differ. */
export const seedsDiffer: StatisticalClaim = {
  id: 'digits/seeds-differ',
  claim: 'C9',
  statement: 'differs between seeds, on the same images, by more than other images would explain',
  seeds: 25,
  images,
  falseAlarm: {
    probability: 1e-4,
    derivation: '40,000 samples of 25 out of 58 or 232 fresh seeds: p at most 1.2e-6; of 13 seeds 4e-3 were refused',
  },
  judge: async (experiment, seeds) => {
    const trial = { training: 'fixed', amplitude: large, neurons: 'floor' } as const;
    const right = await Promise.all(seeds.map((seed) => experiment.run({ ...trial, seed }, images)));
    const { p, counts } = cochranTest(right);
    return {
      holds: p < 1e-3,
      expected: 'equal seeds would differ so much less than once in 1,000 times',
      got: { p, counts },
    };
  },
};
