import { z } from 'zod';
import type { Versions } from '../base/version.ts';
import type { Duration, Growth, StudyCost } from '../study/cost.ts';
import type { JobStudy } from '../study/jobs.ts';
import type { Measurement } from '../study/measurement.ts';
import { versionsSchema } from '../study/results/saved-results.ts';

/** What `lifspec plan --format json` prints. */
export interface CostOutput {
  readonly versions: Versions;
  readonly study: JobStudy;
  /** From which the costs are worked out. */
  readonly measurement: Measurement;
  readonly cost: StudyCost;
  /** How long it takes on several cores, a job on each. */
  readonly durations: readonly Duration[];
  /** What twice as much of something would cost. */
  readonly growth: readonly Growth[];
}

const positive = z.number().positive();
const floor = z.number().max(0).nullable().describe('floor of the voltage; null is none');

/** What a measurement must look like. */
export const measurementSchema: z.ZodType<Measurement> = z.object({
  network: z.string().min(1),
  processor: z.string(),
  training: z
    .object({ startSeconds: z.number().min(0), imagesPerSecond: positive, memoryMegabytes: positive })
    .nullable()
    .describe('null: nothing was trained'),
  evaluation: z.object({
    startSeconds: z.number().min(0),
    memoryMegabytes: positive,
    ratesPerSecond: positive.describe('images a second of the rate network'),
    spiking: z.array(z.object({ amplitude: positive, minVoltage: floor, imagesPerSecond: positive })).min(1),
  }),
});

const studySchema: z.ZodType<JobStudy> = z.object({
  modes: z.array(z.enum(['fixed', 'retrained'])).min(1),
  network: z.string().min(1),
  amplitudes: z.array(positive).min(1),
  seeds: z.array(z.int().min(0)).min(1),
  minVoltages: z.array(floor).min(1),
  rescaled: z.boolean(),
  training: z
    .object({ epochs: z.int().min(1), trainImages: z.int().min(1), batchSize: z.int().min(1) })
    .nullable()
    .describe('null: the weights are there already'),
  images: z.int().min(1),
});

const kindSchema: z.ZodType<StudyCost['kinds'][number]> = z.object({
  kind: z.enum(['train', 'evaluate', 'summarize', 'draw']),
  jobs: z.int().min(1),
  secondsEach: z.number().min(0).describe('time of one core for one job'),
  coreHours: z.number().min(0),
  memoryMegabytes: z.number().min(0).describe('of one job'),
  diskMegabytes: z.number().min(0).describe('of what all leave'),
});

/** What a plan must look like. */
export const costSchema: z.ZodType<CostOutput> = z.object({
  versions: versionsSchema,
  study: studySchema,
  measurement: measurementSchema.describe('time of one core; another plan may be worked out from it'),
  cost: z.object({
    kinds: z.array(kindSchema).min(1),
    jobs: z.int().min(1),
    coreHours: z.number().min(0),
    memoryMegabytes: z.number().min(0).describe('of the largest job'),
    diskMegabytes: z.number().min(0),
  }),
  durations: z.array(z.object({ cores: z.int().min(1), hours: z.number().min(0) })).min(1),
  growth: z.array(
    z.object({
      twice: z.enum(['amplitudes', 'seeds', 'epochs', 'training images', 'test images']),
      coreHours: z.number().min(0),
      factor: z.number().min(1),
    }),
  ),
});
