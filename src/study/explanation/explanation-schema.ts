import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { versionsSchema } from '../../base/version.ts';
import { fractionSchema } from '../results/saved-results.ts';
import { settingsSchema } from '../settings.ts';

const difference = z.number().min(-1).max(1);
const sumOfDifferences = z.number().min(-4).max(4);
const layers = list(z.number().min(0)).min(1);
const noFloor = fractionSchema.describe('without a floor');
const spiking = { floored: fractionSchema, free: noFloor };

const drop = z
  .object({
    total: difference.describe('rates + spikes + floor'),
    rates: difference.describe("the rate network's loss, caused by larger outputs or, if retrained, by training"),
    spikes: sumOfDifferences.describe(
      'additional loss with spikes and no floor, because spikes are few and come at discrete times',
    ),
    floor: sumOfDifferences.describe('additional loss caused by the floor'),
  })
  .describe('accuracy lost since the reference, with spikes and a floor, by cause; gains are negative');

/** The accuracy that spikes with a floor lose between two amplitudes, by cause. */
export interface DropCauses extends DataOf<typeof drop> {}

const variation = z.object({
  kind: z.enum(['layers', 'reset', 'synapse', 'start', 'step', 'window']),
  name: z.string().min(1),
  images: z.int().min(1),
  accuracy: z
    .object({ floored: fractionSchema, free: noFloor.nullable() })
    .describe('free: null if it was not run without a floor'),
  before: z.object(spiking).describe('accuracy of the unchanged network on the same images'),
  recovers: z
    .boolean()
    .describe(
      'whether, with the floor, it is significantly better than the unchanged network with the floor, at most 3 points below the one without, and not worse than that by the exact McNemar test at 5 %',
    ),
});

export interface ExplainedVariation extends DataOf<typeof variation> {}

const amplitude = z.object({
  amplitude: z.number().positive(),
  accuracy: z
    .object({ rate: fractionSchema, floored: fractionSchema, free: fractionSchema, rescaled: fractionSchema })
    .describe(
      'rate: as a rate network; floored: with the first floor of the settings; free: without a floor; rescaled: with next weights ÷ k and that floor',
    ),
  spikes: z
    .object({ rate: layers, floored: layers, free: layers, rescaled: layers })
    .describe('mean spikes per neuron per step, one number per layer; rate · dt for the rate network'),
  drop,
  kick: z
    .number()
    .min(0)
    .exactOptional()
    .describe('median voltage change per step in layer 2, predicted by theory; missing if there is no layer 2'),
  isWorse: z
    .boolean()
    .describe('whether it is worse than the reference, with spikes and a floor: exact McNemar tests, Holm, 5 %'),
});

export interface ExplainedAmplitude extends DataOf<typeof amplitude> {}

/** Accuracy of a network as a rate network, with spikes and a floor, and with spikes without a floor. */
export type Accuracies = Pick<ExplainedAmplitude['accuracy'], 'rate' | 'floored' | 'free'>;

/** How a network is run. */
export type RunKind = keyof ExplainedAmplitude['accuracy'];

const floor = z.object({
  minVoltage: z.number().max(0).nullable().describe('voltage floor; null means no floor'),
  accuracy: fractionSchema,
  isEnough: z
    .boolean()
    .describe(
      'whether it keeps the accuracy reached without a floor: at most 3 points below, and not worse by the exact McNemar test at 5 %',
    ),
  isBetter: z.boolean().describe('whether it is significantly better than the first floor of the settings'),
});

export interface ExplainedFloor extends DataOf<typeof floor> {}

const explanation = z.object({
  warnings: list(z.string()).describe('signs that the weights are not those of a trained network of this scale'),
  amplitudes: list(amplitude).min(1).describe('ascending'),
  dropFrom: z
    .number()
    .positive()
    .exactOptional()
    .describe('amplitude at which theory expects the median kick with which losses begin, with floor 0'),
  floors: list(floor).describe(
    'results with lower floors, from that of the settings down to none, at the largest amplitude; empty with --quick',
  ),
  variations: list(variation).describe('other changes at the largest amplitude; empty with --quick'),
  choice: z.number().positive().describe('the largest amplitude that is not worse than the reference'),
  reference: z.number().positive().describe('the amplitude that is nearest to that of training'),
  losesBySpikes: z
    .boolean()
    .describe('whether spikes are already significantly worse than rates at the reference, by more than 3 points'),
  better: list(z.enum(['rescaled', 'free'])).describe(
    'which of these are significantly better than the floor at the largest amplitude',
  ),
});

/** Why the accuracy of a network drops with the amplitude, and which remedies help. */
export interface AccuracyExplanation extends DataOf<typeof explanation> {}

/** The schema of what `lifspec explain --report json` prints. */
export const explainSchema = z.object({
  versions: versionsSchema,
  settings: settingsSchema,
  trainedAmplitude: z.number().positive(),
  ...explanation.shape,
  answer: list(z.string().min(1)).min(1).describe('the findings, sentence by sentence'),
});

export interface ExplainOutput extends DataOf<typeof explainSchema> {}
