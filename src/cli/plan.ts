import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { readText } from '../base/read-text.ts';
import { versions } from '../base/version.ts';
import { type CostOutput, measurementSchema } from '../report/cost.ts';
import { formatCostText } from '../report/cost-text.ts';
import { estimateCost, estimateDuration, estimateGrowth } from '../study/cost.ts';
import type { JobStudy } from '../study/jobs.ts';
import type { Measurement } from '../study/measurement.ts';
import { measureJobs } from './measure.ts';
import { amplitudes, floors, positiveNumber, wholeNumber, wholeNumbers } from './options.ts';
import { chooseJobs, type PlanChoice } from './plan-choice.ts';
import { addBudgetOptions } from './training-budget.ts';

interface PlanOptions extends PlanChoice {
  readonly measurement?: string;
  readonly cores: readonly number[];
  readonly format: 'text' | 'json';
}

/** `lifspec plan` */
export function planCommand(): Command {
  const command = new Command('plan')
    .summary('what a study will cost, before it runs')
    .description(
      'Measures this machine for some seconds and works out what a study costs as jobs of one core each: core hours, memory, disk, and what twice as much of it would cost. Takes the configuration of the workflow, or the options of lifspec sweep; with both, the options count.',
    )
    .argument('[config]', 'configuration of the workflow, such as workflow/config.yaml')
    .addOption(new Option('--mode <name>', 'as for lifspec sweep').choices(['fixed', 'retrained']))
    .addOption(new Option('--network <name>', 'architecture').choices(['tutorial', 'miniature']))
    .option('--amplitudes <list>', 'a,b,c or first:last:step', amplitudes)
    .option('--seeds <list>', 'of the networks', wholeNumbers('--seeds', 0))
    .option('--min-voltage <list>', 'floors of the voltage: numbers of 0 or less, none', floors)
    .option('--rescale [base]', 'the amplitude undone', (text) => positiveNumber('--rescale', text))
    .option('--images <n>', 'how many test images', wholeNumber('--images', 1));
  return addBudgetOptions(command)
    .addOption(
      new Option('--cores <list>', 'for how many cores the time is said')
        .argParser(wholeNumbers('--cores', 1))
        .default([1, 2, 16, 200], '1,2,16,200'),
    )
    .option('--measurement <file>', 'measure nothing: take what an earlier plan, kept with --format json, measured')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(plan);
}

const examples = `
Examples:
  lifspec plan workflow/config.yaml
  lifspec plan --mode retrained --amplitudes 0.01:0.5:0.01 --seeds 0,1,2,3,4,5,6,7,8,9 --images 10000
  lifspec plan workflow/config.yaml --format json > plan.json            measure on a node of the cluster, then
  lifspec plan workflow/config.yaml --epochs 20 --measurement plan.json  change the study without measuring anew`;

async function plan(config: string | undefined, options: PlanOptions): Promise<void> {
  const study = chooseJobs(config, options);
  const output = await planStudy(study, options);
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(output, null, 2)}\n` : formatCostText(output));
}

async function planStudy(study: JobStudy, { measurement: file, cores }: PlanOptions): Promise<CostOutput> {
  if (file === undefined) process.stderr.write('lifspec: measures this machine for some seconds\n');
  const measurement = file === undefined ? await measureJobs(study) : readMeasurement(file, study);
  try {
    const cost = estimateCost(study, measurement);
    const durations = cores.map((number) => estimateDuration(cost, number));
    return { versions, study, measurement, cost, durations, growth: estimateGrowth(study, measurement) };
  } catch (error) {
    throw error instanceof RangeError ? new InputError(`--measurement ${file}: ${error.message}; measure anew`) : error;
  }
}

function readMeasurement(file: string, { network }: JobStudy): Measurement {
  const { success, data } = measurementSchema.safeParse(parseMeasurement(file));
  if (!success) throw new InputError(`--measurement ${file}: is not what lifspec plan --format json prints`);
  if (data.network === network) return data;
  throw new InputError(`--measurement ${file}: is of the ${data.network} network, not of the ${network}; measure anew`);
}

function parseMeasurement(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text)?.measurement;
  } catch {
    return undefined;
  }
}
