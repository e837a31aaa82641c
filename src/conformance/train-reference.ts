import type { Precision } from '../base/precision.ts';
import { requireBelow, requireLength, requireWhole } from '../base/requirement.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../simulator/network/effective.ts';
import { runRates } from '../simulator/network/rates.ts';
import { runSpiking } from '../simulator/network/run.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { tutorialRecipe } from '../simulator/training/recipe.ts';
import { networkOf, startTraining, trainEpoch } from '../simulator/training/train.ts';
import type { TrainingInput, TrainingOutput } from './implementation.ts';

/**
 * Trains a network with the tutorial's recipe and runs it on its training images, as a rate network and with spikes.
 *
 * @throws {RangeError} if the input is invalid or the training diverges
 */
export async function trainReference(input: TrainingInput, precision: Precision): Promise<TrainingOutput> {
  const { architecture, seed, amplitude, epochs, batchSize, steps, dtSeconds } = input;
  const examples = examplesOf(input);
  requireWhole('seed', 0, seed);
  requireWhole('epochs', 0, epochs);
  let training = startTraining(architecture, { ...tutorialRecipe, seed, amplitude, batchSize, precision });
  for (let epoch = 0; epoch < epochs; epoch++) ({ training } = await trainEpoch(training, examples));

  const network = networkOf(training);
  const minVoltage = input.minVoltage ?? Number.NEGATIVE_INFINITY;
  const point = { ...tutorialPoint, amplitude, minVoltage, steps, dtSeconds, precision };
  const [rates, spikes] = [foldForRates(network, point), foldForSpikes(network, point)];
  return {
    rateAccuracy: accuracyOf(examples, (image) => runRates(rates, image).predicted),
    spikingAccuracy: accuracyOf(examples, (image) => runSpiking(spikes, image).predicted),
  };
}

function examplesOf({ architecture, images, labels }: TrainingInput): Example[] {
  requireWhole('number of images', 1, images.length);
  requireLength('labels', images.length, labels);
  return images.map((image, index) => {
    const label = labels[index] as number;
    requireWhole(`labels[${index}]`, 0, label);
    requireBelow(`labels[${index}]`, architecture.classes, label);
    return { image, label };
  });
}

function accuracyOf(examples: readonly Example[], classOf: (image: Uint8Array) => number): number {
  return examples.filter(({ image, label }) => classOf(image) === label).length / examples.length;
}
