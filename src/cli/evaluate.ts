import { Command, Option } from 'commander';
import { formatPredictionsCsv } from '../report/study-tables.ts';
import { formatEvaluationText } from '../report/study-text.ts';
import { requireWritableFile, writeNamedFile } from '../study/folder/write-file.ts';
import type { StudySettings } from '../study/results/settings.ts';
import { evaluateNetwork } from '../study/run/evaluate.ts';
import { monitored } from './interruption.ts';
import { addNetworkOptions, floorValue, type NetworkOptions, positiveNumber, wholeNumber } from './options.ts';

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
      new Option('--min-voltage <v>', 'voltage floor: a number of 0 or less, or none')
        .argParser((text) => [floorValue(text)]) // commander mistakes a bare null for an option without a value
        .default([0], '0'),
    )
    .option('--seed <n>', 'of the initial voltages, if they are drawn', wholeNumber('--seed', 0), 0);
  return addNetworkOptions(command, 100)
    .addOption(
      new Option('--mode <name>', 'of the study to which the point belongs; retrained: weights trained for --amplitude')
        .choices(['fixed', 'retrained'])
        .default('fixed'),
    )
    .option(
      '--out <file>',
      'save the result there as JSON, for lifspec summarize; the file is written completely or not at all',
    )
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', examples)
    .action(evaluate);
}

const examples = `
Examples:
  lifspec evaluate                                        the tutorial network as it was trained
  lifspec evaluate --amplitude 0.5 --min-voltage none     fifty times the amplitude, without a voltage floor
  lifspec evaluate --amplitude 0.01 --images 500 --format json
  lifspec evaluate --weights trained --amplitude 0.1 --out evaluations/trained-0.1.json`;

async function evaluate({ minVoltage: [minVoltage], out, format, ...options }: EvaluateOptions): Promise<void> {
  const prepared = () => (out === undefined ? undefined : requireWritableFile(out));
  const { output, labels } = await monitored((monitor) =>
    evaluateNetwork({ ...options, minVoltage }, { ...options, monitor }, prepared),
  );
  const json = `${JSON.stringify(output)}\n`;
  if (out !== undefined) writeNamedFile(out, json);
  const formats = {
    text: () => formatEvaluationText(output),
    json: () => json,
    csv: () => formatPredictionsCsv(output, labels),
  };
  process.stdout.write(formats[format]());
}
