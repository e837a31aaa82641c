import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { trainingOf } from '../arbitraries/legal-training.ts';
import { seed } from '../arbitraries/seeded.ts';
import { requireDefinedWeights, requireOwnAccuracies } from './agreement.ts';

type Settings = Omit<Parameters<typeof trainingOf>[0], 'seed' | 'drawing' | 'architecture'> &
  Pick<Parameters<typeof trainingOf>[0]['architecture'], 'input' | 'hidden'>;

/** Larger steps move currents across the threshold, after which rounding errors grow without bound. */
const optimizer = { learningRate: 1e-6, decay: 0.9, epsilon: 0.01 };

const usual = {
  order: 'given' as const,
  optimizer,
  minVoltage: 0,
  dtSeconds: 0.001,
  startsAtZero: false,
  hasBiases: true,
  epochs: 1,
  steps: 4,
  amplitude: 0.5,
  batchSize: (images: number) => images,
};

/** More epochs, more steps and images, and larger kernels than a program with a limit has room for. */
const large: Readonly<Record<string, Settings>> = {
  '70 epochs': {
    ...usual,
    epochs: 70,
    images: 6,
    input: { rows: 2, columns: 2, channels: 1 },
    hidden: [{ kernelSize: 2, stride: 1, channels: 4 }],
  },
  '130 steps for 129 images': {
    ...usual,
    steps: 130,
    images: 129,
    input: { rows: 3, columns: 3, channels: 1 },
    hidden: [2, 1, 2].map((kernelSize) => ({ kernelSize, stride: 1, channels: 4 })),
  },
  '1,188 weights of a channel': {
    ...usual,
    images: 4,
    input: { rows: 6, columns: 6, channels: 33 },
    hidden: [{ kernelSize: 6, stride: 1, channels: 2 }],
  },
};

/** Limits of programs show only beyond them, and random trainings are small. */
export const trainsBeyondUsualSizes: Law = {
  id: 'trained/beyond-usual-sizes',
  clause: 'epoch',
  statement: 'always trains and runs as defined for 70 epochs, 130 steps, 129 images, and 1,188 weights of a channel',
  needs: ['training'],
  assumes: ['givenWeights'],
  looksAt: ['weights'],
  mostRuns: 1,
  property: (implementation, conventions) =>
    fc.asyncProperty(seed(implementation.largestSeed), fc.nat({ max: 2 ** 20 }), async (one, drawing) => {
      for (const { input, hidden, ...drawn } of Object.values(large)) {
        const neuron = { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 150, intercept: 0 };
        // filtered for a few steps, a class depends on the last spikes
        const architecture = { name: 'large', input, hidden, classes: 5, neuron, readoutTauSeconds: 0.002 };
        const training = trainingOf({ ...drawn, seed: one, drawing, architecture });
        const output = await requireDefinedWeights(trainsBeyondUsualSizes, implementation, training);
        if (output === undefined) return;
        await requireOwnAccuracies(trainsBeyondUsualSizes, implementation, training, output, conventions);
      }
    }),
};
