import { z } from 'zod';
import type { Versions } from '../base/version.ts';
import type { Accuracies, Fall } from '../study/explanation/accuracy-drop.ts';
import type { ExplainedRemedy, Explanation } from '../study/explanation/explain.ts';
import type { Retraining } from '../study/explanation/retraining.ts';
import type { ExplainedVariation } from '../study/explanation/variation.ts';
import type { StudySettings } from '../study/results/settings.ts';
import { settingsSchema, versionsSchema } from './output.ts';

/** What `lifspec explain --format json` prints. */
export interface ExplainOutput extends Explanation {
  readonly versions: Versions;
  readonly settings: StudySettings;
  readonly trainedAmplitude: number;
  /** How networks were trained anew, if that was asked for. */
  readonly retraining?: Retraining;
  /** What the numbers say, sentence by sentence. */
  readonly answer: readonly string[];
}

const share: z.ZodNumber = z.number().min(0).max(1);
const change: z.ZodNumber = z.number().min(-1).max(1);
/** A sum of differences. */
const changes: z.ZodNumber = z.number().min(-4).max(4);
const layers: z.ZodType<readonly number[]> = z.array(z.number().min(0)).min(1);
const accuracies: z.ZodType<Accuracies> = z.object({ rate: share, floored: share, free: share });

const fall: z.ZodType<Fall> = z
  .object({
    total: change.describe('rates + spikes + floor'),
    rates: change.describe('what the rate network loses'),
    spikes: changes.describe('what spikes without floor lose in addition'),
    floor: changes.describe('what the floor takes in addition'),
  })
  .describe('what spikes with a floor lose from the smallest amplitude to this one, and to what');

const remedy: z.ZodType<ExplainedRemedy> = z.object({ accuracy: accuracies, fall });

const variation: z.ZodType<ExplainedVariation> = z.object({
  kind: z.enum(['layers', 'reset', 'step', 'window']),
  name: z.string().min(1),
  images: z.int().min(1),
  accuracy: z.object({ floored: share, free: share.nullable() }),
  before: z.object({ floored: share, free: share }).describe('of the network as it is, on the same images'),
  recovers: z
    .boolean()
    .describe('with floor not worse than the network as it is without, by more than chance makes it'),
});

const retraining: z.ZodType<Retraining> = z.object({
  seed: z.int().min(0),
  epochs: z.int().min(1),
  trainImages: z.int().min(1),
  batchSize: z.int().min(1),
});

/** What an explanation must look like. */
export const explainSchema: z.ZodType<ExplainOutput> = z.object({
  versions: versionsSchema,
  settings: settingsSchema,
  trainedAmplitude: z.number().positive(),
  retraining: retraining.exactOptional().describe('how networks were trained anew; with --retrain'),
  amplitudes: z
    .array(
      z.object({
        amplitude: z.number().positive(),
        accuracy: z
          .object({ rate: share, floored: share, free: share, rescaled: share })
          .describe(
            'as a rate network; with spikes and a floor of 0, without floor, with next weights ÷ k and a floor',
          ),
        spikes: z
          .object({ rate: layers, floored: layers, free: layers, rescaled: layers })
          .describe('mean number a neuron and step, a layer; of the rate network rate · dt'),
        lostToFloor: change.describe('accuracy without floor less that with it'),
        lostByRates: change.describe('of the rate network, at the smallest amplitude less here'),
        fall,
        remedies: z
          .object({
            rescaled: remedy.exactOptional().describe('next weights ÷ k'),
            retrained: remedy.exactOptional().describe('trained anew for the amplitude; with --retrain'),
            retrainedRescaled: remedy.exactOptional().describe('trained anew in units of it; with --retrain'),
          })
          .describe('what became of it when something was done about the amplitude'),
        isWorse: z.boolean().describe('than the best amplitude, with spikes and floor, by more than chance makes it'),
      }),
    )
    .min(1),
  floors: z
    .array(
      z.object({
        minVoltage: z.number().max(0).nullable().describe('floor of the voltage; null is none'),
        accuracy: share,
        isEnough: z.boolean().describe('not worse than without floor by more than chance makes it'),
      }),
    )
    .describe('at the largest amplitude; none with --quick'),
  variations: z.array(variation).describe('what else was tried at the largest amplitude; none with --quick'),
  choice: z.number().positive().describe('the largest amplitude that is not worse than the best'),
  best: z.number().positive(),
  answer: z.array(z.string().min(1)).min(1),
});
