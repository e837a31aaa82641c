import { createEngine } from '../../../src/engine/engine.ts';
import { createGradientAccumulator } from '../../../src/engine/gradient-accumulator.ts';
import { compile } from '../../../src/engine/kernel.ts';
import { miniature } from '../../../src/simulator/network/architecture.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../../src/simulator/network/effective.ts';
import type { Network } from '../../../src/simulator/network/network.ts';
import type { GradientAccumulator } from '../../../src/simulator/training/gradient.ts';
import { zeroParameters } from '../../../src/simulator/training/parameters.ts';
import { startTraining, trainEpoch, tutorialRecipe } from '../../../src/simulator/training/train.ts';
import type { Digits } from '../../data/format.ts';
import type { JobCode, JobContext } from './job.ts';

/** How to train a miniature network. */
export interface TrainInput {
  readonly amplitude: number;
  readonly rescaled: boolean;
  readonly epochs: number;
  /** Number of images, from the start of the training set. */
  readonly images: number;
  readonly seed: number;
  /** Number of images, from the start of the test set. */
  readonly testImages: number;
}

/** Accuracy of a network after some epochs, as fractions of the test images. */
export interface EpochPoint {
  readonly epoch: number;
  /** Mean loss over the epoch; null before the first. */
  readonly loss: number | null;
  readonly rate: number;
  readonly with: number;
  readonly without: number;
}

/** The amplitude for which the recipe is intended. */
const baseAmplitude = 0.01;
const batchSize = 50;

/** Trains the network and tests it after every epoch, as a rate network and with spikes. */
export const train: JobCode<TrainInput, EpochPoint[]> = async (input, context) => {
  const { amplitude, rescaled, epochs, images, seed } = input;
  const [learn, test] = [await context.data.trainDigits(), await context.data.testDigits()];
  const rescaling = rescaled ? amplitude / baseAmplitude : 1;
  const optimizer = { ...tutorialRecipe.optimizer, rescaling };
  const recipe = { ...tutorialRecipe, amplitude, seed, batchSize, optimizer };
  const accumulator = createGradientAccumulator(miniature, amplitude, await compile());
  const accumulateGradients: GradientAccumulator = async (network, parts, size) => {
    await context.goOn();
    accumulator.use(foldForRates(network, { ...tutorialPoint, amplitude }));
    return parts.map((part) => accumulator.sum(part, size, zeroParameters(network, recipe.precision)));
  };
  const examples = learn.images
    .slice(0, images)
    .map((image, index) => ({ image, label: learn.labels[index] as number }));
  let training = startTraining(miniature, recipe);
  const points = [{ epoch: 0, loss: null, ...(await examine(training.network, input, test, context)) }] as EpochPoint[];
  context.report(points[0]);
  while (training.epoch < epochs) {
    const { training: next, summary } = await trainEpoch(training, examples, accumulateGradients);
    training = next;
    const point = { epoch: next.epoch, loss: summary.loss, ...(await examine(next.network, input, test, context)) };
    points.push(point);
    context.report(point);
  }
  return points;
};

/** Tests the network as a rate network, with floor 0 and without a floor. */
async function examine(
  network: Network,
  { amplitude, testImages }: TrainInput,
  { images, labels }: Digits,
  { goOn }: JobContext,
): Promise<Omit<EpochPoint, 'epoch' | 'loss'>> {
  const engine = await createEngine();
  const fraction = async (predict: (image: Uint8Array) => number) => {
    let correct = 0;
    for (let index = 0; index < testImages; index++) {
      if (predict(images[index] as Uint8Array) === labels[index]) correct++;
      await goOn();
    }
    return correct / testImages;
  };
  const spiking = (minVoltage: number) => {
    const prepared = engine.prepare(foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage }));
    return (image: Uint8Array) => prepared.runSpiking(image).predicted;
  };
  const rates = engine.prepare(foldForRates(network, { ...tutorialPoint, amplitude }));
  return {
    rate: await fraction((image) => rates.runRates(image).predicted),
    with: await fraction(spiking(0)),
    without: await fraction(spiking(Number.NEGATIVE_INFINITY)),
  };
}
