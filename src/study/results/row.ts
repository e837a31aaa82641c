import { z } from 'zod';
import { shownText } from '../../base/text.ts';

/** One line of a study: what a network did at an operating point. */
export interface Row {
  /** `fixed`: one set of weights at every amplitude; `retrained`: weights trained for this one. */
  readonly mode: 'fixed' | 'retrained';
  /** Name of the architecture. */
  readonly network: string;
  /** Seed of the network that was trained, or of the initial voltages if they were drawn. */
  readonly seed: number;
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Floor of the voltage; null is none. */
  readonly minVoltage: number | null;
  /** Whether the amplitude was undone: in the weights behind the neurons, or in the units of training. */
  readonly rescaled: boolean;
  /** Number of images shown. */
  readonly images: number;
  /** Share of the images whose class the spiking network gave, 0 … 1. */
  readonly spikingAccuracy: number;
  /** The same for the rate network. */
  readonly rateAccuracy: number;
  /** Share of the images to which both gave the same class. */
  readonly agreement: number;
  /** Mean number of spikes a neuron and step [layer]. */
  readonly spikesPerNeuronStep: readonly number[];
}

const share: z.ZodNumber = z.number().min(0).max(1);

/** What a row must look like. */
export const rowSchema: z.ZodType<Row> = z.object({
  mode: z.enum(['fixed', 'retrained']),
  network: shownText,
  seed: z.int().min(0),
  amplitude: z.number().positive(),
  minVoltage: z.number().max(0).nullable().describe('floor of the voltage; null is none'),
  rescaled: z.boolean(),
  images: z.int().min(1),
  spikingAccuracy: share,
  rateAccuracy: share,
  agreement: share.describe('share of the images to which spiking and rate network gave the same class'),
  spikesPerNeuronStep: z.array(share).min(1).describe('mean number of spikes a neuron and step, a layer'),
});
