import type { Experiment, Trial } from '../claims/experiment.ts';

/** A wrong experiment, made of a right one. */
export interface ExperimentMutant {
  readonly name: string;
  /** A claim that it breaks. */
  readonly breaks: string;
  readonly make: (experiment: Experiment) => Experiment;
}

/** Runs other trials than it is asked for. */
function running(name: string, breaks: string, other: (trial: Trial) => Partial<Trial>): ExperimentMutant {
  const make = ({ run }: Experiment): Experiment => ({
    name,
    run: (trial, images) => run({ ...trial, ...other(trial) }, images),
  });
  return { name, breaks, make };
}

/** Wrong experiments: each makes a claim about digits fail. */
export const experimentMutants: readonly ExperimentMutant[] = [
  running('amplitude ignored', 'digits/falls-with-fixed-weights', () => ({ amplitude: 0.01 })),
  // the thread's own bug: the seed was set outside of what builds the network
  running('seed ignored', 'digits/seeds-differ', () => ({ seed: 0 })),
  {
    name: 'zig-zag shared by all seeds',
    breaks: 'digits/zig-zags-are-their-own',
    make: ({ run }) => ({
      name: 'zig-zag shared by all seeds',
      // at every other hundredth of amplitude an eighth of the images goes wrong, the same for all seeds
      run: async (trial, images) => {
        const right = await run(trial, images);
        const isOdd = Math.round(100 * trial.amplitude) % 2 === 1;
        return isOdd ? right.map((bit, image) => (image % 8 === 0 ? 0 : bit)) : right;
      },
    }),
  },
  running('rescaling unasked', 'digits/falls-though-retrained', ({ training }) => ({
    training: training === 'plain' ? 'rescaled' : training,
  })),
  running('rescaling forgotten', 'digits/stands-if-rescaled', ({ training }) => ({
    training: training === 'rescaled' ? 'plain' : training,
  })),
  running('floor forgotten', 'digits/follows-its-rates-without-floor', () => ({ neurons: 'no floor' })),
  running('floor always there', 'digits/rest-is-the-rate-networks', ({ neurons }) => ({
    neurons: neurons === 'no floor' ? 'floor' : neurons,
  })),
];
