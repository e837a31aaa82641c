import { createEngine } from '../../../src/engine/engine.ts';
import { compile } from '../../../src/engine/kernel.ts';
import { createGradientAccumulator } from '../../../src/engine/training.ts';
import { miniature } from '../../../src/simulator/network/architecture.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../../src/simulator/network/effective.ts';
import type { Network } from '../../../src/simulator/network/network.ts';
import type { GradientAccumulator } from '../../../src/simulator/training/micro-batch.ts';
import { tutorialRecipe } from '../../../src/simulator/training/recipe.ts';
import { networkOf, startTraining, trainEpoch } from '../../../src/simulator/training/train.ts';
import type { Digits } from '../../data/format.ts';
import type { Bench, JobCode } from './job.ts';

/** How a miniature network is to be trained. */
export interface TrainInput {
  readonly amplitude: number;
  readonly rescaled: boolean;
  readonly epochs: number;
  /** The first ones of the training set. */
  readonly images: number;
  readonly seed: number;
  /** The first ones of the test set. */
  readonly testImages: number;
}

/** Where a network stands after some epochs; accuracies are shares of the test digits. */
export interface EpochPoint {
  readonly epoch: number;
  /** Mean loss over the epoch; none before the first. */
  readonly loss: number | null;
  readonly rate: number;
  readonly with: number;
  readonly without: number;
}

/** The amplitude in whose units the plain recipe is written. */
const baseAmplitude = 0.01;
const batchSize = 50;

/** Trains the network and tests it after every epoch, as a rate network and with spikes. */
export const train: JobCode<TrainInput, EpochPoint[]> = async (input, bench) => {
  const { amplitude, rescaled, epochs, images, seed } = input;
  const [learn, test] = [await bench.data.trainDigits(), await bench.data.testDigits()];
  const rescaling = rescaled ? amplitude / baseAmplitude : 1;
  const optimizer = { ...tutorialRecipe.optimizer, rescaling };
  const recipe = { ...tutorialRecipe, amplitude, seed, batchSize, optimizer };
  const accumulator = createGradientAccumulator(miniature, amplitude, await compile());
  const accumulateGradients: GradientAccumulator = async (network, parts, size) => {
    await bench.goOn();
    accumulator.use(network);
    return parts.map((part) => accumulator.sum(part, size));
  };
  const examples = learn.images
    .slice(0, images)
    .map((image, index) => ({ image, label: learn.labels[index] as number }));
  let training = startTraining(miniature, recipe);
  const points = [
    { epoch: 0, loss: null, ...(await examine(networkOf(training), input, test, bench)) },
  ] as EpochPoint[];
  bench.report(points[0]);
  while (training.epoch < epochs) {
    const { training: next, summary } = await trainEpoch(training, examples, accumulateGradients);
    training = next;
    const point = { epoch: next.epoch, loss: summary.loss, ...(await examine(networkOf(next), input, test, bench)) };
    points.push(point);
    bench.report(point);
  }
  return points;
};

/** Share of the test digits that are right: rates, spikes with a floor at 0, spikes without. */
async function examine(
  network: Network,
  { amplitude, testImages }: TrainInput,
  { images, labels }: Digits,
  { goOn }: Bench,
): Promise<Omit<EpochPoint, 'epoch' | 'loss'>> {
  const engine = await createEngine();
  const share = async (predict: (image: Uint8Array) => number) => {
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
    rate: await share((image) => rates.runRates(image).predicted),
    with: await share(spiking(0)),
    without: await share(spiking(Number.NEGATIVE_INFINITY)),
  };
}
