import type { TrainingInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { easyTraining } from '../arbitraries/trained.ts';
import { refusalLaw, type Spoils } from '../refusal.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const withOptimizer = (change: Partial<TrainingInput['optimizer']>) => (input: TrainingInput) => ({
  optimizer: { ...input.optimizer, ...change },
});

const withArchitecture =
  (change: (own: TrainingInput['architecture']) => Partial<TrainingInput['architecture']>) =>
  ({ architecture }: TrainingInput) => ({ architecture: { ...architecture, ...change(architecture) } });

const spoils: Spoils<TrainingInput> = {
  'a batch of no images': () => ({ batchSize: 0 }),
  'a batch of one image and a half': () => ({ batchSize: 1.5 }),
  'half an epoch': () => ({ epochs: 0.5 }),
  'less than no epoch': () => ({ epochs: -1 }),
  'a negative seed': () => ({ seed: -1 }),
  'half a seed': () => ({ seed: 0.5 }),
  'an amplitude of 0': () => ({ amplitude: 0 }),
  'a learning rate of 0': withOptimizer({ learningRate: 0 }),
  'a learning rate that is not a number': withOptimizer({ learningRate: nan }),
  'a decay of 1, which never learns the size of a gradient': withOptimizer({ decay: 1 }),
  'a decay below 0': withOptimizer({ decay: -0.1 }),
  'an ε of 0, with which a gradient of 0 has no step': withOptimizer({ epsilon: 0 }),
  'an infinite ε': withOptimizer({ epsilon: infinity }),
  'a floor above 0': () => ({ minVoltage: 0.5 }),
  'a step of no length': () => ({ dtSeconds: 0 }),
  'a single step, which has no read-out': () => ({ steps: 1 }),
  'a max rate of 1/τ_ref': withArchitecture(({ neuron }) => ({
    neuron: { ...neuron, maxRateHz: 1 / neuron.tauRefSeconds },
  })),
  'an intercept of 1': withArchitecture(({ neuron }) => ({ neuron: { ...neuron, intercept: 1 } })),
  'a single class': withArchitecture(() => ({ classes: 1 })),
  'no hidden layer': withArchitecture(() => ({ hidden: [] })),
  'no images': () => ({ images: [], labels: [] }),
  'a label too few': ({ labels }) => ({ labels: labels.slice(1) }),
  'a label that is not a class': ({ labels, architecture }) => ({ labels: labels.with(0, architecture.classes) }),
  'a label below 0': ({ labels }) => ({ labels: labels.with(0, -1) }),
  'an image with a value too few': ({ images }) => ({ images: images.map((image) => image.subarray(1)) }),
};

/** A mistake in a script must not become an accuracy. */
export const refusesImpossibleTrainings: Law = refusalLaw(
  'training',
  {
    id: 'trained/refuses-the-impossible',
    statement: 'always refuses to train without images, with wrong labels, and with invalid settings',
  },
  ({ largestSeed }) => easyTraining(largestSeed),
  spoils,
);
