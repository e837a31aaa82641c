import { Command, Option } from 'commander';
import { formatCsv } from '../report/csv.ts';
import { formatEvaluationText } from '../report/evaluation-text.ts';
import type { EvaluateOutput } from '../report/output.ts';
import { planTasks } from '../study/plan.ts';
import { type PointResult, summarise } from '../study/summarise.ts';
import { versions } from '../version.ts';
import { addNetworkOptions, floor, type NetworkOptions, positiveNumber, wholeNumber } from './options.ts';
import { performStudy } from './perform.ts';
import { prepareStudy } from './prepare.ts';

interface EvaluateOptions extends Omit<NetworkOptions, 'minVoltage'> {
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly seed: number;
  readonly format: 'text' | 'json' | 'csv';
}

/** `lifspec evaluate` */
export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .summary('one operating point: accuracy, and the class of every image')
    .description('Runs a network at one spike amplitude: accuracy, class of every image, spikes in each layer.')
    .option('--amplitude <a>', 'spike amplitude', (text) => positiveNumber('--amplitude', text), 0.01)
    .option('--min-voltage <v>', 'floor of the voltage, a number of 0 or less, or none', floor, 0)
    .option('--seed <n>', 'of the initial voltages, if they are drawn', wholeNumber('--seed', 0), 0);
  return addNetworkOptions(command, 100)
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', examples)
    .action(evaluate);
}

const examples = `
Examples:
  lifspec evaluate                                        the tutorial network as it was trained
  lifspec evaluate --amplitude 0.5 --min-voltage none     fifty times the amplitude, without a floor of the voltage
  lifspec evaluate --amplitude 0.01 --images 500 --format json`;

async function evaluate(options: EvaluateOptions): Promise<void> {
  const { amplitude, minVoltage, seed, format } = options;
  const study = prepareStudy({ ...options, minVoltage: [minVoltage] }, [amplitude], [seed]);
  const { settings, network, labels } = study;
  const tasks = planTasks(settings);
  const blocks = await performStudy(study, tasks, options);
  const [result] = summarise(settings, network.architecture, labels, tasks, blocks) as [PointResult];
  const { row, predicted, ratePredicted } = result;
  process.stdout.write(formatOf({ ...row, predicted, ratePredicted, versions, settings }, labels, format));
}

function formatOf(output: EvaluateOutput, labels: Uint8Array, format: EvaluateOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(output)}\n`;
  if (format === 'text') return formatEvaluationText(output);
  const { predicted, ratePredicted } = output;
  const lines = predicted.map((label, image) => [
    image,
    labels[image] as number,
    label,
    ratePredicted[image] as number,
  ]);
  return formatCsv([['image', 'label', 'predicted', 'ratePredicted'], ...lines]);
}
