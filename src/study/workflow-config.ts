import { z } from 'zod';

/** What `workflow/config.yaml` says: studies that are run as many jobs. Every key must be there, and no other may. */
export interface WorkflowConfig {
  /** One study each. */
  readonly modes: readonly ('retrained' | 'fixed')[];
  /** Name of the architecture. */
  readonly network: 'tutorial' | 'miniature';
  /** Amplitudes, or a range as `lifspec sweep --amplitudes` takes it. */
  readonly amplitudes: readonly number[] | string;
  /** Of the networks. */
  readonly seeds: readonly number[];
  /** Floors of the voltage. */
  readonly minVoltages: readonly (number | 'none')[];
  /** Whether the amplitude is undone, and from which base. */
  readonly rescale: boolean | number;
  /** How often all training images are shown. */
  readonly epochs: number;
  /** Number of training images, the first ones. */
  readonly trainImages: number;
  /** Number of images before the weights are changed. */
  readonly batchSize: number;
  /** Number of test images, the first ones. */
  readonly images: number;
  /** Command that runs lifspec, by default the one of this repository. */
  readonly command?: string | undefined;
}

const unique = { uniqueItems: true };

/** Schema of the configuration of the workflow, from which `workflow/config.schema.yaml` is generated. */
export const workflowSchema: z.ZodType<WorkflowConfig> = z.strictObject({
  modes: z
    .array(z.enum(['retrained', 'fixed']))
    .min(1)
    .meta(unique)
    .describe('retrained: a network per amplitude and seed; fixed: a network per seed, trained at 0.01'),
  network: z.enum(['tutorial', 'miniature']).describe('architecture'),
  amplitudes: z
    .union([
      z.array(z.number().positive()).min(1).meta(unique),
      z.string().regex(/^(\d+\.?\d*|\.\d+)(:(\d+\.?\d*|\.\d+)){2}$/),
    ])
    .describe('a list of numbers above 0, or first:last:step'),
  seeds: z.array(z.int().min(0)).min(1).meta(unique).describe('seeds of the networks'),
  minVoltages: z
    .array(z.union([z.number().max(0), z.literal('none')]))
    .min(1)
    .meta(unique)
    .describe('voltage floors: numbers of at most 0, or none'),
  rescale: z
    .union([z.boolean(), z.number().positive()])
    .describe('rescaled training; a number: relative to that amplitude, true: relative to 0.01'),
  epochs: z.int().min(1).describe('passes over all training images'),
  trainImages: z.int().min(1).max(60_000).describe('number of training images, from the start of the set'),
  batchSize: z.int().min(1).describe('images per optimizer step'),
  images: z.int().min(1).max(10_000).describe('number of test images, from the start of the set'),
  command: z.string().min(1).optional().describe('command that runs lifspec, by default the one of this repository'),
});
