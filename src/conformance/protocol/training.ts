import { z } from 'zod';
import type { TrainingInput, TrainingOutput } from '../implementation.ts';
import { architecture } from './architecture.ts';
import { bytesText, readBytes, writeBytes } from './binary.ts';
import { list } from './list.ts';
import { finiteNumber, readNumbers, requestNumber } from './number.ts';

const wireInput = z.object({
  architecture,
  seed: requestNumber,
  amplitude: requestNumber,
  epochs: requestNumber.describe('How often all images are shown.'),
  batchSize: requestNumber.describe('Number of images before the weights are changed.'),
  minVoltage: requestNumber.nullable().describe('Floor of the voltage when the trained network spikes.'),
  steps: requestNumber.describe('Number of steps for which the trained network sees an image.'),
  dtSeconds: requestNumber,
  images: list(bytesText).describe('Values 0 … 255, each [row, column, channel].'),
  labels: list(requestNumber).describe('Class of each image.'),
});

/** Pictures with their classes, from which a network is to be trained. */
export const trainingInput: z.ZodType = wireInput;

const share = finiteNumber.min(0).max(1);

/** How well the trained network knows these pictures. */
export const trainingOutput: z.ZodType<TrainingOutput> = z.object({
  rateAccuracy: share.describe('Of the rate network, on the images of the input.'),
  spikingAccuracy: share.describe('Of the spiking network, on the images of the input.'),
});

/** Images become byte texts. */
export function writeTrainingInput(input: TrainingInput): object {
  const { architecture, seed, amplitude, epochs, batchSize, minVoltage, steps, dtSeconds, images, labels } = input;
  return {
    ...{ architecture, seed, amplitude, epochs, batchSize, minVoltage, steps, dtSeconds, labels },
    images: images.map(writeBytes),
  };
}

/** Makes the input of the port of what came over the wire and has its schema. */
export function readTrainingInput(value: unknown): TrainingInput {
  const { images, ...rest } = value as z.infer<typeof wireInput>;
  return { ...(readNumbers(rest) as Omit<TrainingInput, 'images'>), images: images.map(readBytes) };
}
