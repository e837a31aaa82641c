import { parse } from 'yaml';
import { InputError } from '../base/input-error.ts';
import { readText } from '../base/read-text.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { JobStudy } from '../study/jobs.ts';
import type { TrainingBudget } from '../study/training/training-budget.ts';
import { type WorkflowConfig, workflowSchema } from '../study/workflow-config.ts';
import { amplitudes as readAmplitudes } from './options.ts';
import { imagesOfSweep, needsTraining } from './sweep.ts';
import { budgetOf } from './training-budget.ts';

/** Which study somebody wants to know the cost of. */
export interface PlanChoice extends Partial<TrainingBudget> {
  readonly mode?: 'fixed' | 'retrained';
  readonly network?: string;
  readonly amplitudes?: readonly number[];
  readonly seeds?: readonly number[];
  readonly minVoltage?: readonly (number | null)[];
  readonly rescale?: true | number;
  readonly images?: number;
}

/**
 * Finds out which study is to be planned: what the options say, else what the configuration says, else what
 * `lifspec sweep` would do.
 *
 * @param file - configuration of the workflow
 * @throws {InputError} if the configuration cannot be read, or a number of images is more than there are
 */
export function chooseJobs(file: string | undefined, options: PlanChoice): JobStudy {
  const config = file === undefined ? undefined : readConfig(file);
  const choice: PlanChoice = { ...(config && choiceOf(config)), ...options };
  const mode = options.mode ?? 'fixed';
  const { network = 'tutorial', amplitudes, seeds, minVoltage, rescale, images = imagesOfSweep } = choice;
  requireAtMost('--images', 10_000, images);
  requireAtMost('--train-images', 60_000, choice.trainImages ?? 1);
  const isTrained = config !== undefined || needsTraining({ mode, network, ...(seeds && { seeds }) });
  return {
    modes: options.mode === undefined && config ? config.modes : [mode],
    network,
    amplitudes: amplitudes ?? readAmplitudes('0.01:0.5:0.01'),
    seeds: seeds ?? [0],
    minVoltages: minVoltage ?? [0],
    rescaled: rescale !== undefined,
    training: isTrained ? budgetOf(choice, architectures[network] as Architecture) : null,
    images,
  };
}

function choiceOf(config: WorkflowConfig): PlanChoice {
  const { modes: _, amplitudes, minVoltages, rescale, command: __, ...same } = config;
  return {
    ...same,
    amplitudes: typeof amplitudes === 'string' ? readAmplitudes(amplitudes) : amplitudes,
    minVoltage: minVoltages.map((floor) => (floor === 'none' ? null : floor)),
    ...(rescale !== false && { rescale }),
  };
}

function readConfig(file: string): WorkflowConfig {
  const { success, data, error } = workflowSchema.safeParse(parseYaml(file));
  if (success) return data;
  const [issue] = error.issues as [(typeof error.issues)[number]];
  throw new InputError(`${file}: ${issue.path.join('.') || 'keys'}: ${issue.message}`);
}

function parseYaml(file: string): unknown {
  const text = readText(file);
  try {
    return parse(text, { logLevel: 'error' }); // a warning would be a line of its own
  } catch (error) {
    throw new InputError(`${file}: is no YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

function requireAtMost(name: string, most: number, value: number): void {
  if (value > most) throw new InputError(`${name} must be at most ${most}, as there are no more, but is ${value}`);
}
