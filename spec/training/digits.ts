import { readFileSync } from 'node:fs';
import type { Experiment, Trial } from '../../properties/observed/experiment.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createGradientAccumulator } from '../../src/engine/gradient-accumulator.ts';
import { compile } from '../../src/engine/kernel.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { GradientAccumulator } from '../../src/simulator/training/micro-batch.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining, trainEpoch } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { once } from '../once.ts';

/** Training that takes less than a second: four epochs of 1,000 digits in batches of ten. */
const lesson = { images: 1000, epochs: 4, batchSize: 10 };

/**
 * The experiment of the original question with the miniature network, on the fast engine. Repeated trials are cached.
 */
export async function digitsExperiment(): Promise<Experiment> {
  const module = await compile();
  const engine = await createEngine({ float32: module });
  const [train, test] = [loadMnist('train'), loadMnist('test')];
  const examples = train.images
    .slice(0, lesson.images)
    .map((image, index) => ({ image, label: train.labels[index] as number }));

  const trained = once(async (seed: number, amplitude: number, rescaling: number): Promise<Network> => {
    const optimizer = { ...tutorialRecipe.optimizer, rescaling };
    const recipe = { ...tutorialRecipe, seed, amplitude, batchSize: lesson.batchSize, optimizer };
    const accumulator = createGradientAccumulator(miniature, amplitude, module);
    const accumulateGradients: GradientAccumulator = (network, microBatches, batchSize) => {
      accumulator.use(network);
      return microBatches.map((part) => accumulator.sum(part, batchSize));
    };
    let training = startTraining(miniature, recipe);
    for (let epoch = 0; epoch < lesson.epochs; epoch++)
      ({ training } = await trainEpoch(training, examples, accumulateGradients));
    return networkOf(training);
  });

  const networkFor = ({ seed, training, amplitude }: Trial): Promise<Network> => {
    if (training === 'fixed') return trained(seed, tutorialRecipe.amplitude, 1);
    return trained(seed, amplitude, training === 'plain' ? 1 : amplitude / tutorialRecipe.amplitude);
  };

  const run = once(async (trial: Trial, images: number): Promise<Uint8Array> => {
    const network = await networkFor(trial);
    const minVoltage = trial.neurons === 'no floor' ? Number.NEGATIVE_INFINITY : 0;
    const synapseSeconds = trial.neurons === 'floor and synapse' ? 0.005 : 0;
    const point = { ...tutorialPoint, amplitude: trial.amplitude, minVoltage, synapseSeconds };
    const isRates = trial.neurons === 'rates';
    const prepared = engine.prepare((isRates ? foldForRates : foldForSpikes)(network, point));
    const run = isRates ? prepared.runRates : prepared.runSpiking;
    const shown = test.images.slice(0, images);
    return Uint8Array.from(shown, (image, index) => (run(image).predicted === test.labels[index] ? 1 : 0));
  });
  return { name: 'miniature network on MNIST', run };
}

/** Answers of all trials that the laws need, as bits. `npx vitest run --mode full -u spec/training/digits` rewrites them. */
export const savedTrials = 'fixtures/networks/miniature-trials.json';

const nameOf = ({ seed, training, amplitude, neurons }: Trial, images: number) =>
  `seed ${seed}, ${training}, amplitude ${amplitude}, ${neurons}, ${images} images`;

/** The experiment without training: its answers are saved. */
export function savedExperiment(): Experiment {
  const saved: Readonly<Record<string, string>> = JSON.parse(readFileSync(savedTrials, 'utf8'));
  const run = async (trial: Trial, images: number) => {
    const bits = saved[nameOf(trial, images)];
    if (bits === undefined) throw new Error(`${savedTrials} does not contain ${nameOf(trial, images)}`);
    return Uint8Array.from(bits, Number);
  };
  return { name: 'saved answers', run };
}

/** The same experiment, and the answers that it has given, in the format of the saved ones. */
export function recording({ name, run }: Experiment): { experiment: Experiment; format: () => string } {
  const given = new Map<string, string>();
  const record = async (trial: Trial, images: number) => {
    const answers = await run(trial, images);
    given.set(nameOf(trial, images), answers.join(''));
    return answers;
  };
  return {
    experiment: { name, run: record },
    format: () => `${JSON.stringify(Object.fromEntries([...given].sort()), null, 2)}\n`,
  };
}
