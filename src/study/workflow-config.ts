import { parse } from 'yaml';
import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { describeIssue } from '../base/describe-issue.ts';
import { InputError } from '../base/input-error.ts';
import { trainingBudget } from './training/training-budget.ts';

/** A list of different values. */
const differing = <Value extends z.ZodType>(value: Value) =>
  z
    .array(value)
    .min(1)
    .refine((values) => new Set(values).size === values.length, 'must not contain a value twice')
    .meta({ uniqueItems: true });

/** Schema of the configuration of the workflow, from which `workflow/config.schema.yaml` is generated. */
export const workflowSchema = z.strictObject({
  modes: differing(z.enum(['retrained', 'fixed'])).describe(
    'retrained: a network per amplitude and seed; fixed: a network per seed, trained at 0.01',
  ),
  network: z.enum(['tutorial', 'miniature']).describe('architecture'),
  amplitudes: z
    .union([
      differing(z.number().positive()),
      z.string().regex(/^(\d+\.?\d*|\.\d+)(:(\d+\.?\d*|\.\d+)){2}$/, 'expected "first:last:step"'),
    ])
    .describe('a list of numbers above 0, or "first:last:step" in quotes'),
  seeds: differing(z.int().min(0)).describe('seeds of the networks'),
  minVoltages: differing(z.union([z.number().max(0), z.literal('none')])).describe(
    'voltage floors: numbers of at most 0, or none',
  ),
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
  const settings = parseYaml(text, file);
  const { success, data, error } = workflowSchema.safeParse(settings);
  if (success) return data;
  const [issue] = error.issues as [(typeof error.issues)[number]];
  throw new InputError(`${file}: ${describeIssue(issue, settings, { known: Object.keys(workflowSchema.shape) })}`);
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { logLevel: 'error' }); // a warning would be printed on a separate line
  } catch (error) {
    throw new InputError(`${file}: is not YAML: ${(error as Error).message.split('\n')[0]?.replace(/:$/, '')}`);
  }
}
