import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { librarySchema } from '../network/description.ts';
import { fractionSchema, studyVersionsSchema } from '../results/saved-results.ts';
import { settingsSchema } from '../settings.ts';

const difference = z.number().min(-1).max(1);
const intervalSchema = z.tuple([z.number(), z.number()]).describe('95 % interval');

const loss = z.object({
  lost: difference.describe('fraction of the images; gains are negative'),
  interval: intervalSchema,
  isShown: z.boolean().describe('whether it is more than chance: exact McNemar tests, Holm, 5 %'),
});

/** A difference between two runs on the same images. */
export interface MeasuredLoss extends DataOf<typeof loss> {}

const amplitude = z.object({
  amplitude: z.number().positive(),
  accuracy: z
    .object({ rate: fractionSchema, unchanged: fractionSchema, free: fractionSchema.nullable() })
    .describe(
      'rate: as a rate network; unchanged: with spikes and the own floor of the network; free: with spikes and no floor, null where only the unchanged network was run',
    ),
});

export interface ExplainedAmplitude extends DataOf<typeof amplitude> {}

/** How a network is run at the target amplitude. What is missing stays as it is. */
const change = z.object({
  factor: z
    .number()
    .positive()
    .exactOptional()
    .describe(
      'the amplitude that the weights out of neurons are divided down to: they are multiplied by factor/target',
    ),
  minVoltage: z.number().max(0).nullable().exactOptional().describe('voltage floor; null means no floor'),
  synapseSeconds: z.number().positive().exactOptional(),
  dtSeconds: z.number().positive().exactOptional(),
  steps: z.int().min(2).exactOptional(),
});

/** What a remedy changes. */
export interface RemedyChange extends DataOf<typeof change> {}

const remedy = z.object({
  name: z.string().min(1),
  change,
  accuracy: fractionSchema,
  interval: intervalSchema,
  recovers: difference.describe('its accuracy minus that of the unchanged network at the target'),
  recoversInterval: intervalSchema,
  isBetter: z.boolean().describe('whether it is better than the unchanged network beyond chance'),
});

export interface ExplainedRemedy extends DataOf<typeof remedy> {}

const explanation = z.object({
  warnings: list(z.string()).describe('signs that the weights are not those of a trained network of this scale'),
  target: z.number().positive().describe('the largest of the given amplitudes, which is explained'),
  attainable: fractionSchema.describe(
    'accuracy at the amplitude of training: in its training software if that was given, else of the rate network, or with spikes if it was trained with them',
  ),
  total: loss.describe('what the unchanged network loses at the target, compared with that'),
  causes: z
    .object({
      conversion: loss
        .exactOptional()
        .describe(
          'lost between the given accuracy of its training software and the network at the amplitude of training',
        ),
      rates: loss.describe(
        'lost by the rate network between the amplitude of training and the target; nothing if it was trained with spikes',
      ),
      spikes: loss.describe(
        'lost by spikes without a floor, compared with the rate network at the target, or with the network as it was trained with spikes',
      ),
      floor: loss.describe('lost by the own floor, compared with no floor'),
    })
    .describe('parts of the total, which they add up to'),
  amplitudes: list(amplitude).min(1).describe('ascending'),
  reference: z
    .number()
    .positive()
    .describe('the amplitude of training or, if others are shown to be better, the best of them'),
  onset: z
    .object({
      upTo: z.number().positive().describe('no measured amplitude from the reference to this one loses a point'),
      low: z.number().positive().describe('a loss of a point is excluded up to here (95 %)'),
      high: z.number().positive().nullable().describe('from here a loss of a point is shown (95 %); null if nowhere'),
    })
    .describe('where the unchanged network has lost one point since the reference'),
  kick: z
    .number()
    .min(0)
    .exactOptional()
    .describe('median voltage change per step in layer 2 at the target, from rates; missing if there is no layer 2'),
  remedies: list(remedy).describe('at the target, the most accurate first'),
  advised: z
    .string()
    .nullable()
    .describe('name of the simplest remedy within one point of the best; null if none is better than no change'),
  stream: z
    .object({ images: z.int().min(2), unchanged: fractionSchema, advised: fractionSchema })
    .nullable()
    .describe('accuracy for images shown after another one without a reset; null if it was not run'),
});

/** Why the accuracy of a network drops with the amplitude, and which remedies help. */
export interface AccuracyExplanation extends DataOf<typeof explanation> {}

/** The schema of what `lifspec explain --report json` prints. */
export const explainSchema = z.object({
  versions: studyVersionsSchema,
  settings: settingsSchema,
  trainedAmplitude: z.number().positive(),
  library: librarySchema.exactOptional(),
  ...explanation.shape,
  answer: list(z.string().min(1))
    .min(1)
    .describe('the findings: what costs accuracy, what to write, streams, onset, doubt'),
});

export interface ExplainOutput extends DataOf<typeof explainSchema> {}
