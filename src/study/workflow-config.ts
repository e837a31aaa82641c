import { parse } from 'yaml';
import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { InputError } from '../base/input-error.ts';
import { trainingBudget } from './training/training-budget.ts';

const unique = { uniqueItems: true };

/** Schema of the configuration of the workflow, from which `workflow/config.schema.yaml` is generated. */
export const workflowSchema = z.strictObject({
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
  epochs: trainingBudget.shape.epochs,
  trainImages: z.int().min(1).max(60_000).describe('number of training images, from the start of the set'),
  batchSize: trainingBudget.shape.batchSize,
  images: z.int().min(1).max(10_000).describe('number of test images, from the start of the set'),
  command: z.string().min(1).optional().describe('command that runs lifspec, by default the one of this repository'),
});

/** The contents of `workflow/config.yaml`: studies that are computed as many jobs. */
export interface WorkflowConfig extends DataOf<typeof workflowSchema> {}

/**
 * Reads a configuration from the text of its file.
 *
 * @throws {InputError} naming the file, the key and what is wrong with it
 */
export function readWorkflowConfig(text: string, file: string): WorkflowConfig {
  const { success, data, error } = workflowSchema.safeParse(parseYaml(text, file));
  if (success) return data;
  const [issue] = error.issues as [(typeof error.issues)[number]];
  throw new InputError(`${file}: ${issue.path.join('.') || 'keys'}: ${issue.message}`);
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { logLevel: 'error' }); // a warning would be printed on a separate line
  } catch (error) {
    throw new InputError(`${file}: is not YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}
