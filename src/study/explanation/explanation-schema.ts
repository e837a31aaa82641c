import { z } from 'zod';
import type { Versions } from '../../base/version.ts';
import { fractionSchema, versionsSchema } from '../results/saved-results.ts';
import { type StudySettings, settingsSchema } from '../results/settings.ts';
import type { TrainingBudget } from '../training/training-budget.ts';
import type { Accuracies, AccuracyExplanation, DropCauses, ExplainedRemedy } from './explain.ts';
import type { ExplainedVariation } from './variation.ts';

/** How networks were trained for every amplitude of an explanation. */
export interface Retraining extends TrainingBudget {
  /** The seed of every network. */
  readonly seed: number;
}

/** What `lifspec explain --format json` prints and `explanation.json` contains. */
export interface ExplainOutput extends AccuracyExplanation {
  readonly versions: Versions;
  readonly settings: StudySettings;
  readonly trainedAmplitude: number;
  /** Present with `--retrain` only. */
  readonly retraining?: Retraining;
  /** The findings, sentence by sentence. */
  readonly answer: readonly string[];
}

const difference: z.ZodNumber = z.number().min(-1).max(1);
const sumOfDifferences: z.ZodNumber = z.number().min(-4).max(4);
const layers: z.ZodType<readonly number[]> = z.array(z.number().min(0)).min(1);
const accuracies: z.ZodType<Accuracies> = z.object({
  rate: fractionSchema,
  floored: fractionSchema,
  free: fractionSchema,
});

const drop: z.ZodType<DropCauses> = z
  .object({
    total: difference.describe('rates + spikes + floor'),
    rates: difference.describe('loss of the rate network'),
    spikes: sumOfDifferences.describe('additional loss of spikes without a floor'),
    floor: sumOfDifferences.describe('additional loss caused by the floor'),
  })
  .describe('loss of spikes with a floor since the smallest amplitude, by cause');

const remedy: z.ZodType<ExplainedRemedy> = z.object({ accuracy: accuracies, drop });

const variation: z.ZodType<ExplainedVariation> = z.object({
  kind: z.enum(['layers', 'reset', 'synapse', 'step', 'window']),
  name: z.string().min(1),
  images: z.int().min(1),
  accuracy: z.object({ floored: fractionSchema, free: fractionSchema.nullable() }),
  before: z
    .object({ floored: fractionSchema, free: fractionSchema })
    .describe('of the unchanged network, on the same images'),
  recovers: z
    .boolean()
    .describe('with the floor no worse than the unchanged network without it, by the McNemar test at 5 %'),
});

const retraining: z.ZodType<Retraining> = z.object({
  seed: z.int().min(0),
  epochs: z.int().min(1),
  trainImages: z.int().min(1),
  batchSize: z.int().min(1),
});

const amplitude: z.ZodType<AccuracyExplanation['amplitudes'][number]> = z.object({
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
  isWorse: z.boolean().describe('than the best amplitude, with spikes and floor, by the McNemar test at 5 %'),
});

/** The schema of an explanation. */
export const explainSchema: z.ZodType<ExplainOutput> = z.object({
  versions: versionsSchema,
  settings: settingsSchema,
  trainedAmplitude: z.number().positive(),
  retraining: retraining.exactOptional().describe('how networks were trained for each amplitude; with --retrain'),
  amplitudes: z.array(amplitude).min(1),
  floors: z
    .array(
      z.object({
        minVoltage: z.number().max(0).nullable().describe('voltage floor; null is no floor'),
        accuracy: fractionSchema,
        isEnough: z.boolean().describe('no worse than without a floor, by the McNemar test at 5 %'),
      }),
    )
    .describe('at the largest amplitude; none with --quick'),
  variations: z.array(variation).describe('other changes at the largest amplitude; none with --quick'),
  choice: z.number().positive().describe('the largest amplitude that is no worse than the best'),
  best: z.number().positive(),
  answer: z.array(z.string().min(1)).min(1),
});
