import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { readText } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { type CostOutput, formatCostText } from '../report/cost.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import { estimateCost, measureMember, type PlannedStudy } from '../study/cost.ts';
import type { SweepRequest } from '../study/run/prepare-study.ts';
import { needsTraining } from '../study/training/needs-training.ts';
import { chooseBudget, type TrainingBudget } from '../study/training/training-budget.ts';
import { readWorkflowConfig } from '../study/workflow-config.ts';
import {
  addBudgetOptions,
  amplitudeList,
  defaultImages,
  floorList,
  positiveNumber,
  wholeNumber,
  wholeNumbers,
} from './options.ts';
import { formatOption } from './output.ts';

type StudyOptions = 'mode' | 'network' | 'amplitudes' | 'seeds' | 'rescale' | 'images' | keyof TrainingBudget;

interface PlanOptions extends Partial<Pick<SweepRequest, StudyOptions>> {
  readonly minVoltage?: readonly (number | null)[];
}

const formats = { text: formatCostText, json: formatJson };

/** `lifspec plan` */
export function planCommand(): Command {
  const command = new Command('plan')
    .summary('the cost of a study, before it runs')
    .description(
      'Measures one short training and one short evaluation on this machine, and estimates what a study costs as jobs of one core each: networks, core hours, memory, disk. Takes the configuration of the workflow, or the options of lifspec sweep; options override the configuration.',
    )
    .argument('[config]', 'configuration of the workflow, such as workflow/config.yaml')
    .addOption(new Option('--mode <name>', 'as for lifspec sweep').choices(['fixed', 'retrained']))
    .addOption(new Option('--network <name>', 'architecture').choices(['tutorial', 'miniature']))
    .option('--amplitudes <list>', 'a,b,c or first:last:step', amplitudeList)
    .option('--seeds <list>', 'of the networks', wholeNumbers)
    .option('--min-voltage <list>', 'voltage floors: numbers of 0 or less, or none', floorList)
    .option('--rescale [base]', 'as for lifspec sweep', positiveNumber)
    .option('--images <n>', 'number of test images', wholeNumber(1));
  return addBudgetOptions(command).addOption(formatOption(formats)).addHelpText('after', examples).action(plan);
}

const examples = `
Examples:
  lifspec plan workflow/config.yaml
  lifspec plan workflow/config.yaml --epochs 20 --format json
  lifspec plan --mode retrained --amplitudes 0.01:0.5:0.01 --seeds 0,1,2,3,4,5,6,7,8,9 --images 10000`;

async function plan(
  config: string | undefined,
  { format, ...options }: PlanOptions & { readonly format: keyof typeof formats },
): Promise<void> {
  const study = planStudy(config, options);
  process.stderr.write('lifspec: measuring this machine for a few seconds\n');
  const output: CostOutput = { versions, study, cost: estimateCost(study, await measureMember(study)) };
  process.stdout.write(formats[format](output));
}

/**
 * The study to plan: from the options, or else the configuration, or else the defaults of `lifspec sweep`.
 *
 * @param file - configuration of the workflow
 * @throws {InputError} if the configuration cannot be read, or there are too few images
 */
export function planStudy(file: string | undefined, options: PlanOptions): PlannedStudy {
  const config = file === undefined ? undefined : configOf(file);
  const { modes, ...chosen } = { modes: undefined, ...config, ...options };
  const mode = options.mode ?? 'fixed';
  const { network = 'tutorial', seeds, images = defaultImages } = chosen;
  requireMnistCount('--images', 10_000, images);
  requireMnistCount('--train-images', 60_000, chosen.trainImages ?? 1);
  const isTrained = config !== undefined || needsTraining({ mode, network, seeds });
  return {
    modes: options.mode === undefined && modes ? modes : [mode],
    network,
    amplitudes: chosen.amplitudes ?? amplitudeList('0.01:0.5:0.01'),
    seeds: seeds ?? [0],
    minVoltages: chosen.minVoltage ?? [0],
    rescaled: chosen.rescale !== undefined,
    training: isTrained ? chooseBudget(chosen, architectures[network] as Architecture) : null,
    images,
  };
}

/** The time to parse YAML grows with the square of the number of keys. A typical configuration has 0.001 MB. */
const mostConfigurationMegabytes = 1 / 8;

function configOf(file: string): PlanOptions & Pick<PlannedStudy, 'modes'> {
  const {
    amplitudes,
    minVoltages,
    rescale,
    command: _,
    ...same
  } = readWorkflowConfig(readText(file, mostConfigurationMegabytes), file);
  return {
    ...same,
    amplitudes: typeof amplitudes === 'string' ? amplitudeList(amplitudes) : amplitudes,
    minVoltage: minVoltages.map((floor) => (floor === 'none' ? null : floor)),
    ...(rescale !== false && { rescale }),
  };
}

function requireMnistCount(name: string, most: number, value: number): void {
  if (value > most)
    throw new InputError(`${name} must be at most ${most}, the number of images in MNIST, but is ${value}`);
}
