import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { formatPredictionsCsv } from '../report/study-tables.ts';
import { formatEvaluationText } from '../report/study-text.ts';
import { requirePlace, writeNamedFile } from '../study/folder/named-file.ts';
import type { EvaluateOutput } from '../study/results/saved-results.ts';
import type { StudySettings } from '../study/results/settings.ts';
import { planTasks } from '../study/run/plan.ts';
import { type PointResult, summarize } from '../study/run/point-results.ts';
import { finishedTraining, type RecordedTraining } from '../study/training/training-manifest.ts';
import { addNetworkOptions, floor, type NetworkOptions, positiveNumber, wholeNumber } from './options.ts';
import { performStudy } from './perform.ts';
import { prepareStudy } from './prepare.ts';

interface EvaluateOptions extends NetworkOptions {
  readonly amplitude: number;
  readonly minVoltage: readonly [number | null];
  readonly seed: number;
  readonly mode: StudySettings['mode'];
  readonly out?: string;
  readonly format: 'text' | 'json' | 'csv';
}

/** `lifspec evaluate` */
export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .summary('one operating point: accuracy, and the class of every image')
    .description('Runs a network at one spike amplitude: accuracy, class of every image, spikes in each layer.')
    .option('--amplitude <a>', 'spike amplitude', (text) => positiveNumber('--amplitude', text), 0.01)
    .addOption(
      new Option('--min-voltage <v>', 'floor of the voltage, a number of 0 or less, or none')
        .argParser((text) => [floor(text)]) // commander takes a bare null for an option without a value
        .default([0], '0'),
    )
    .option('--seed <n>', 'of the initial voltages, if they are drawn', wholeNumber('--seed', 0), 0);
  return addNetworkOptions(command, 100)
    .addOption(
      new Option('--mode <name>', 'of the study it belongs to; retrained: weights trained for this very amplitude')
        .choices(['fixed', 'retrained'])
        .default('fixed'),
    )
    .option('--out <file>', 'keep the result there as JSON, for lifspec summarize; it appears whole or not at all')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', examples)
    .action(evaluate);
}

const examples = `
Examples:
  lifspec evaluate                                        the tutorial network as it was trained
  lifspec evaluate --amplitude 0.5 --min-voltage none     fifty times the amplitude, without a floor of the voltage
  lifspec evaluate --amplitude 0.01 --images 500 --format json
  lifspec evaluate --weights trained --amplitude 0.1 --out evaluations/trained-0.1.json`;

async function evaluate(options: EvaluateOptions): Promise<void> {
  const { amplitude, seed, mode, out, format } = options;
  const training = recordedTraining(options);
  const study = prepareStudy(options, [amplitude], [seed]);
  const { network, labels } = study;
  const settings = { ...study.settings, mode };
  if (out !== undefined) requirePlace(out);
  const tasks = planTasks(settings);
  const blocks = await performStudy({ ...study, settings }, tasks, options);
  const [result] = summarize(settings, network.architecture, labels, tasks, blocks) as [PointResult];
  const { row, predicted, ratePredicted } = result;
  const output: EvaluateOutput = { ...row, predicted, ratePredicted, versions, settings, training };
  if (out !== undefined) writeNamedFile(out, formatOf(output, labels, 'json'));
  process.stdout.write(formatOf(output, labels, format));
}

/** How the weights were trained, if their folder says so; for a retrained study it must, and for this amplitude. */
function recordedTraining({ weights, mode, amplitude }: EvaluateOptions): RecordedTraining | undefined {
  const known = weights === undefined ? undefined : finishedTraining(weights);
  if (mode === 'retrained' && known?.amplitude !== amplitude)
    throw new InputError(
      `--mode retrained: needs weights trained for amplitude ${amplitude}, but ${weights ?? 'these'} ${known ? `were trained for ${known.amplitude}` : 'do not say how they were trained'}`,
    );
  if (!known) return undefined;
  const { architecture: _, ...training } = known;
  return training;
}

function formatOf(output: EvaluateOutput, labels: Uint8Array, format: EvaluateOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(output)}\n`;
  return format === 'text' ? formatEvaluationText(output) : formatPredictionsCsv(output, labels);
}
