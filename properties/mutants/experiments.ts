import type { Experiment, Trial } from '../observed/experiment.ts';

/** An experiment that differs from the correct one in one respect. */
export interface ExperimentMutant {
  readonly name: string;
  /** Id of a law that it refutes. */
  readonly breaks: string;
  readonly make: (experiment: Experiment) => Experiment;
}

/** Replaces the requested trial with another one. */
function running(name: string, breaks: string, other: (trial: Trial) => Partial<Trial>): ExperimentMutant {
  const make = ({ run }: Experiment): Experiment => ({
    name,
    run: (trial, images) => run({ ...trial, ...other(trial) }, images),
  });
  return { name, breaks, make };
}

export const experimentMutants: readonly ExperimentMutant[] = [
  running('amplitude ignored', 'digits/falls-with-fixed-weights', () => ({ amplitude: 0.01 })),
  // the bug of the original question: the seed was set outside the function that builds the network
  running('seed ignored', 'digits/seeds-differ', () => ({ seed: 0 })),
  {
    name: 'zig-zag shared by all seeds',
    breaks: 'digits/zig-zags-are-their-own',
    make: ({ run }) => ({
      name: 'zig-zag shared by all seeds',
      // at amplitudes that are odd hundredths, all seeds misclassify the same eighth of the images
      run: async (trial, images) => {
        const correct = await run(trial, images);
        const isOdd = Math.round(100 * trial.amplitude) % 2 === 1;
        return isOdd ? correct.map((bit, image) => (image % 8 === 0 ? 0 : bit)) : correct;
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
  running('synapse forgotten', 'digits/stays-with-synapse', ({ neurons }) => ({
    neurons: neurons === 'floor and synapse' ? 'floor' : neurons,
  })),
  running('floor always there', 'digits/rest-is-the-rate-networks', ({ neurons }) => ({
    neurons: neurons === 'no floor' ? 'floor' : neurons,
  })),
  {
    name: 'spikes lose more than rates',
    breaks: 'digits/rest-is-the-rate-networks',
    make: ({ run }) => ({
      name: 'spikes lose more than rates',
      // at large amplitudes without a floor, spikes misclassify every 20th image
      run: async (trial, images) => {
        const correct = await run(trial, images);
        const isHarmed = trial.neurons === 'no floor' && trial.amplitude > 0.01;
        return isHarmed ? correct.map((bit, image) => (image % 20 === 0 ? 0 : bit)) : correct;
      },
    }),
  },
];
