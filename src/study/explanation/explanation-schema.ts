import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import { versionsSchema } from '../../base/version.ts';
import { fractionSchema } from '../results/saved-results.ts';
import { type StudySettings, settingsSchema } from '../results/settings.ts';
import { trainingBudget } from '../training/training-budget.ts';

const difference = z.number().min(-1).max(1);
const sumOfDifferences = z.number().min(-4).max(4);
const layers = z.array(z.number().min(0)).min(1);
const noFloor = fractionSchema.describe('without a floor');
const spiking = { floored: fractionSchema, free: noFloor };

const accuracies = z
  .object({ rate: fractionSchema, ...spiking })
  .describe('as a rate network; with spikes and floor 0; with spikes without a floor');

/** Accuracy of a network as a rate network, with spikes and floor 0, and with spikes without a floor. */
export interface Accuracies extends DataOf<typeof accuracies> {}

const drop = z
  .object({
    total: difference.describe('rates + spikes + floor'),
    rates: difference.describe('loss of the rate network: because of larger outputs or, if retrained, of training'),
    spikes: sumOfDifferences.describe('additional loss of spikes without a floor: few, and at discrete times'),
    floor: sumOfDifferences.describe('additional loss caused by the floor'),
  })
  .describe('loss of spikes with a floor since the smallest amplitude, by cause; gains are negative');

/** The accuracy that spikes with a floor lose between two amplitudes, by cause. */
export interface DropCauses extends DataOf<typeof drop> {}

const remedy = z.object({ accuracy: accuracies, drop });

const variation = z.object({
  kind: z.enum(['layers', 'reset', 'synapse', 'start', 'step', 'window']),
  name: z.string().min(1),
  images: z.int().min(1),
  accuracy: z.object({ floored: fractionSchema, free: noFloor.nullable() }).describe('null: not run without a floor'),
  before: z.object(spiking).describe('of the unchanged network, on the same images'),
  recovers: z
    .boolean()
    .describe(
      'with the floor no worse than the unchanged network without it by the McNemar test at 5 %, and at most 3 points below',
    ),
});

/** The findings about a variation of the network. */
export interface ExplainedVariation extends DataOf<typeof variation> {}

const amplitude = z.object({
  amplitude: z.number().positive(),
  accuracy: z
    .object({ rate: fractionSchema, floored: fractionSchema, free: fractionSchema, rescaled: fractionSchema })
    .describe('as a rate network; with spikes and floor 0; without a floor; with next weights ÷ k and floor 0'),
  spikes: z
    .object({ rate: layers, floored: layers, free: layers, rescaled: layers })
    .describe('mean number per neuron per step, per layer; rate · dt for the rate network'),
  drop,
  remedies: z
    .object({
      rescaled: remedy.exactOptional().describe('next weights ÷ k'),
      retrained: remedy.exactOptional().describe('trained for the amplitude; with --retrain'),
      retrainedRescaled: remedy.exactOptional().describe('trained in units of the amplitude; with --retrain'),
    })
    .describe('the accuracy with each remedy'),
  kick: z
    .number()
    .min(0)
    .exactOptional()
    .describe('predicted by theory: median change of a voltage in layer 2 per step; missing if there is no layer 2'),
  isWorse: z.boolean().describe('than the best amplitude, with spikes and floor, by the McNemar test at 5 %'),
});

/** The findings at one amplitude. */
export interface ExplainedAmplitude extends DataOf<typeof amplitude> {}

/** How a network is run. */
export type RunKind = keyof ExplainedAmplitude['accuracy'];

/** Possible remedies for the amplitude. */
export type Remedy = keyof ExplainedAmplitude['remedies'];

const floor = z.object({
  minVoltage: z.number().max(0).nullable().describe('voltage floor; null is no floor'),
  accuracy: fractionSchema,
  isEnough: z
    .boolean()
    .describe('keeps the accuracy without a floor: no worse by the McNemar test at 5 %, and at most 3 points below'),
});

/** The accuracy at the largest amplitude with one floor. */
export interface ExplainedFloor extends DataOf<typeof floor> {}

const neurons = z.object({
  silent: fractionSchema.describe('of the neurons, that fire for none of the images'),
  saturated: fractionSchema.describe('of neurons and images, with a rate above half of 1/τ_ref'),
});

/** The neurons of a layer in the rate network. */
export interface ExplainedNeurons extends DataOf<typeof neurons> {}

const stream = z.object({
  minVoltage: z.number().max(0).nullable().describe('voltage floor; null is no floor'),
  synapseSeconds: z.number().min(0),
  rescaled: z.boolean().describe('whether the next weights are divided by k'),
  accuracy: z.object({ first: fractionSchema, second: fractionSchema }),
});

/** The accuracy at the largest amplitude on two images in a row, without a reset of the neurons between them. */
export interface ExplainedStream extends DataOf<typeof stream> {}

const explanation = z.object({
  amplitudes: z.array(amplitude).min(1).describe('ascending'),
  dropFrom: z
    .number()
    .positive()
    .exactOptional()
    .describe('predicted by theory: the amplitude at which the drop begins with floor 0'),
  neurons: z.array(neurons).min(1).describe('of the rate network at the largest amplitude, per layer'),
  streams: z.array(stream).describe('of two images at the largest amplitude; empty with --quick'),
  floors: z.array(floor).describe('from 0 down to none, at the largest amplitude; empty with --quick'),
  variations: z.array(variation).describe('other changes at the largest amplitude; empty with --quick'),
  choice: z.number().positive().describe('the largest amplitude that is no worse than the best'),
  best: z.number().positive().describe('the amplitude with the best accuracy; the smallest if there are several'),
});

/** Why the accuracy of a network drops with the amplitude, and which remedies help. */
export interface AccuracyExplanation extends DataOf<typeof explanation> {}

const retraining = z.object({ seed: z.int().min(0).describe('of every network'), ...trainingBudget.shape });

/** How networks were trained for every amplitude of an explanation. */
export interface Retraining extends DataOf<typeof retraining> {}

/** The schema of what `lifspec explain --format json` prints and `explanation.json` contains. */
export const explainSchema = z.object({
  versions: versionsSchema,
  settings: settingsSchema,
  trainedAmplitude: z.number().positive(),
  retraining: retraining.exactOptional().describe('how networks were trained for each amplitude; with --retrain'),
  ...explanation.shape,
  answer: z.array(z.string().min(1)).min(1).describe('the findings, sentence by sentence'),
});

/** An explanation with what it was made from. */
export interface ExplainOutput extends DataOf<typeof explainSchema> {
  readonly settings: StudySettings;
}
