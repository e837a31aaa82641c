import { z } from 'zod';
import { shownText } from '../../base/text.ts';

/** One row of a study: the results of one network at one operating point. Accuracies are fractions of images, 0 … 1. */
export interface Row {
  /** `fixed`: one set of weights at every amplitude; `retrained`: weights trained for this amplitude. */
  readonly mode: 'fixed' | 'retrained';
  readonly network: string;
  /** Of the trained network, or of the initial voltages if those are drawn. */
  readonly seed: number;
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Voltage floor; null is no floor. */
  readonly minVoltage: number | null;
  /** Whether the weights that receive spikes, or the units of training, were rescaled by the amplitude. */
  readonly rescaled: boolean;
  readonly images: number;
  readonly spikingAccuracy: number;
  readonly rateAccuracy: number;
  /** Fraction of images to which both networks assign the same class. */
  readonly agreement: number;
  /** Mean number of spikes per neuron and step [layer]. */
  readonly spikesPerNeuronStep: readonly number[];
}

/** The schema of a number from 0 to 1. */
export const fractionSchema: z.ZodNumber = z.number().min(0).max(1);

/** The schema of a row. */
export const rowSchema: z.ZodType<Row> = z.object({
  mode: z.enum(['fixed', 'retrained']),
  network: shownText,
  seed: z.int().min(0),
  amplitude: z.number().positive(),
  minVoltage: z.number().max(0).nullable().describe('voltage floor; null is no floor'),
  rescaled: z.boolean(),
  images: z.int().min(1),
  spikingAccuracy: fractionSchema,
  rateAccuracy: fractionSchema,
  agreement: fractionSchema.describe('fraction of images to which spiking and rate network assign the same class'),
  spikesPerNeuronStep: z.array(fractionSchema).min(1).describe('mean number of spikes per neuron and step, per layer'),
});

/** Identifies a row except for its seed. */
export function describeRow({ mode, network, amplitude, minVoltage, rescaled, images }: Row): string {
  const weights = rescaled ? `${mode}, rescaled` : mode;
  return `${network}, ${weights}, amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, ${images} images`;
}
