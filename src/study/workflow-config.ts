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
  /** How lifspec is called, if it is not the one beside the workflow. */
  readonly command?: string | undefined;
}

const unique = { uniqueItems: true };

/** What the configuration of the workflow must look like; `workflow/config.schema.yaml` is made from it. */
export const workflowSchema: z.ZodType<WorkflowConfig> = z.strictObject({
  modes: z
    .array(z.enum(['retrained', 'fixed']))
    .min(1)
    .meta(unique)
    .describe('retrained: a network for every amplitude and seed; fixed: one a seed, trained at 0.01'),
  network: z.enum(['tutorial', 'miniature']).describe('architecture'),
  amplitudes: z
    .union([
      z.array(z.number().positive()).min(1).meta(unique),
      z.string().regex(/^(\d+\.?\d*|\.\d+)(:(\d+\.?\d*|\.\d+)){2}$/),
    ])
    .describe('a list of numbers above 0, or first:last:step'),
  seeds: z.array(z.int().min(0)).min(1).meta(unique).describe('of the networks'),
  minVoltages: z
    .array(z.union([z.number().max(0), z.literal('none')]))
    .min(1)
    .meta(unique)
    .describe('floors of the voltage, each a number of 0 or less, or none'),
  rescale: z
    .union([z.boolean(), z.number().positive()])
    .describe('whether the amplitude is undone; a number: relative to it, true: to 0.01'),
  epochs: z.int().min(1).describe('how often all training images are shown'),
  trainImages: z.int().min(1).max(60_000).describe('the first ones of the training set'),
  batchSize: z.int().min(1).describe('images between two steps of the optimizer'),
  images: z.int().min(1).max(10_000).describe('the first ones of the test set'),
  command: z.string().min(1).optional().describe('how lifspec is called, if it is not the one beside the workflow'),
});
