import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import { shownText } from '../../base/text.ts';
import { neuronTypeNames } from '../../models/neuron-types.ts';
import type { Architecture } from '../../simulator/network/architecture.ts';
import { trainingBudget } from '../training/training-budget.ts';

/** The schema of a SHA-256 in hexadecimal. */
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

const positiveOrNull = z.number().positive().nullable();

const settingsFields = {
  mode: z
    .enum(['fixed', 'retrained'])
    .describe('fixed: one set of weights at every amplitude; retrained: weights trained for each amplitude'),
  network: shownText,
  images: z.int().min(1).describe('number of images, from the start of the test set or of a folder'),
  amplitudes: z.array(z.number().positive()).min(1),
  minVoltages: z.array(z.number().max(0).nullable()).min(1).describe('voltage floors; null means no floor'),
  seeds: z
    .array(z.int().min(0))
    .min(1)
    .describe('seeds of the networks, or of the initial voltages if those are drawn'),
  rescalingBase: positiveOrNull.describe(
    'weights that receive spikes are divided by amplitude/base; null: no rescaling',
  ),
  initialVoltage: z.enum(['file', 'uniform', 'zero']).describe('the initial voltages of every image'),
  steps: z.int().min(2),
  dtSeconds: z.number().positive(),
  precision: z.enum(['float32', 'float64']),
  synapseSeconds: z
    .number()
    .positive()
    .exactOptional()
    .describe('time constant of the synapses between layers of neurons; none if it is missing'),
  neurons: z.enum(neuronTypeNames).exactOptional().describe('the kind of neurons; those of the definition if missing'),
  imagesDigest: digestSchema.describe('SHA-256 of the images and labels'),
};

/** The schema of the settings of a study with given weights. */
export const settingsSchema = z.object({
  ...settingsFields,
  networkDigest: digestSchema.describe('SHA-256 of architecture, kind of neurons, weights and initial voltages'),
});

/** Settings that only the variations of an explanation have, and no file contains. */
interface VariedSettings {
  /** Indices of the layers that have the floor; the others have none. By default, all layers have the floor. */
  readonly flooredLayers?: readonly number[];
}

/** Everything on which the numbers of a study with given weights depend. It is saved with the results. */
export interface StudySettings extends DataOf<typeof settingsSchema>, VariedSettings {}

const drawnVoltage = z.enum(['uniform', 'zero']);

/** The schema of how a network was trained, in the results of an evaluation. */
export const recordedTraining = z.object({
  seed: z.int().min(0).describe('seed of the initial weights and of the order of the images'),
  amplitude: z.number().positive(),
  rescalingBase: positiveOrNull.describe('training uses units of amplitude/base; null: no rescaling'),
  ...trainingBudget.shape,
  imagesDigest: digestSchema.describe('SHA-256 of the training images and labels'),
  initialVoltage: drawnVoltage.describe('initial voltages of the trained network'),
});

/** How a network was trained, without its architecture. */
export interface RecordedTraining extends DataOf<typeof recordedTraining> {}

/** Everything on which the bits of a trained network depend. It is saved with the network. */
export interface TrainingSettings extends RecordedTraining {
  readonly architecture: Architecture;
}

/** The schema of the settings of a series. */
export const seriesSchema = z.object({
  ...settingsFields,
  initialVoltage: drawnVoltage.describe('the initial voltages of every network'),
  training: z
    .object({
      ...trainingBudget.shape,
      imagesDigest: recordedTraining.shape.imagesDigest,
      amplitude: positiveOrNull.describe('null: each network is trained for the amplitude at which it is run'),
      rescalingBase: recordedTraining.shape.rescalingBase,
    })
    .describe('how the networks were trained for this study'),
});

/** Everything on which the numbers of a series depend. A series is a study whose networks are trained for it. */
export interface SeriesSettings extends DataOf<typeof seriesSchema>, VariedSettings {}
