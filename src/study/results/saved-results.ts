import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { shownText } from '../../base/text.ts';
import { versions, versionsSchema } from '../../base/version.ts';
import { studySources } from '../../engine/kernel.generated.ts';
import { settingsSchema } from '../settings.ts';

/** The schema of the versions that saved results name. */
export const studyVersionsSchema = versionsSchema.extend({
  sources: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional()
    .describe('SHA-256 of the sources that computed the numbers; absent before lifspec 0.4.0'),
});

/** The versions of lifspec with the digest of the sources that compute the results of studies. */
export const studyVersions: DataOf<typeof studyVersionsSchema> = { ...versions, sources: studySources };

export const fractionSchema = z.number().min(0).max(1);

const classes = list(z.int().min(0)).exactOptional();

/** The fields of a row, in the order in which they are saved: a row that is read gets this order. */
export const rowSchema = z.object({
  mode: settingsSchema.shape.mode,
  network: shownText,
  seed: z.int().min(0).describe('seed of the trained network, or of the initial voltages if those are drawn'),
  amplitude: z.number().positive(),
  minVoltage: z.number().max(0).nullable().describe('voltage floor; null means no floor'),
  rescaled: z
    .boolean()
    .describe('whether the weights that receive spikes, or the units of training, were rescaled by the amplitude'),
  images: z.int().min(1),
  spikingAccuracy: fractionSchema,
  rateAccuracy: fractionSchema,
  agreement: fractionSchema.describe(
    'fraction of images to which the spiking and the rate network assign the same class',
  ),
  spikesPerNeuronStep: list(fractionSchema).min(1).describe('mean number of spikes per neuron per step, per layer'),
  predicted: classes.describe('class assigned by the spiking network, per image; in studies of one amplitude'),
  ratePredicted: classes.describe('class assigned by the rate network, per image; in studies of one amplitude'),
});

/** One row of a study: the results of one network at one operating point. Accuracies are fractions of images, 0 … 1. */
export interface Row extends DataOf<typeof rowSchema> {}

export type WeightKind = Row['mode'] | `${Row['mode']}, rescaled`;

/** The origin of the weights of a row, or of all rows of a study. */
export function weightKindOf({ mode, rescaled }: Row): WeightKind {
  return rescaled ? `${mode}, rescaled` : mode;
}

/** The schema of the results of a sweep: what `lifspec sweep --report json` prints and `results.json` contains. */
export const sweepSchema = z.object({
  versions: studyVersionsSchema,
  settings: settingsSchema,
  answer: list(z.string().min(1)).min(1).describe('the findings, sentence by sentence'),
  rows: list(rowSchema).min(1).describe('one per operating point and seed'),
});

/** The results of a sweep. The rows are in the order of `planPoints`. */
export interface SweepOutput extends DataOf<typeof sweepSchema> {}

/** The results of a sweep with the name of their folder. */
export interface NamedSweep extends SweepOutput {
  readonly name: string;
}

/** What the evidence for claims and the settings of joined studies are taken from. */
export type SavedStudy = Pick<NamedSweep, 'name' | 'settings' | 'rows'>;
