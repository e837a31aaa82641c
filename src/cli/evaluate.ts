import { Command, Option } from 'commander';
import { formatEvaluationText } from '../report/study-settings.ts';
import { formatPredictionsCsv } from '../report/study-tables.ts';
import { writeNamedFile } from '../study/folder/write-file.ts';
import { type EvaluateRequest, evaluateNetwork } from '../study/run/evaluate.ts';
import type { RunOptions } from '../study/run/study.ts';
import { addNetworkOptions, floorValue, positiveNumber, wholeNumber } from './options.ts';
import { formatOption, prepareOutputs } from './output.ts';
import { monitored } from './progress.ts';

interface EvaluateOptions extends Omit<EvaluateRequest, 'minVoltage'>, RunOptions {
  readonly minVoltage: readonly [number | null];
  readonly out?: string;
  readonly format: keyof typeof formats;
}

type Evaluation = Awaited<ReturnType<typeof evaluateNetwork>>;

const formats = {
  text: ({ output }: Evaluation) => formatEvaluationText(output),
  json: ({ output }: Evaluation) => `${JSON.stringify(output)}\n`,
  csv: ({ output, labels }: Evaluation) => formatPredictionsCsv(output, labels),
};

/** `lifspec evaluate` */
export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .summary('one operating point: accuracy, and the class of every image')
    .description('Runs a network at one spike amplitude: accuracy, class of every image, spikes in each layer.')
    .option('--amplitude <a>', 'spike amplitude', positiveNumber, 0.01)
    .addOption(
      new Option('--min-voltage <v>', 'voltage floor: a number of 0 or less, or none')
        .argParser((text) => [floorValue(text)]) // commander treats a bare null like an option without a value
        .default([0], '0'),
    )
    .option(
      '--seed <n>',
      'seed of the initial voltages if they are drawn; otherwise recorded as the seed of --weights',
      wholeNumber(0),
      0,
    );
  return addNetworkOptions(command, 100)
    .addOption(
      new Option(
        '--mode <name>',
        'mode of the study to which the point belongs; retrained: weights trained for --amplitude',
      )
        .choices(['fixed', 'retrained'])
        .default('fixed'),
    )
    .option(
      '--out <file>',
      'file for the result as JSON, for lifspec summarize; it is written completely or not at all',
    )
    .addOption(formatOption(formats))
    .addHelpText('after', examples)
    .action(evaluate);
}

const examples = `
Examples:
  lifspec evaluate                                        the tutorial network as it was trained
  lifspec evaluate --amplitude 0.5 --min-voltage none     fifty times the amplitude, without a voltage floor
  lifspec evaluate --amplitude 0.01 --images 500 --format json
  lifspec evaluate --weights mine --images-from mine      your network and images
  lifspec evaluate --weights trained --amplitude 0.1 --out evaluations/trained-0.1.json`;

async function evaluate({ minVoltage: [minVoltage], out, format, ...options }: EvaluateOptions): Promise<void> {
  const outputs = out === undefined ? [] : [{ option: `--out ${out}`, file: out }];
  const prepared = () => prepareOutputs(outputs, options.weights === undefined ? [] : [options.weights]);
  const evaluation = await monitored((monitor) =>
    evaluateNetwork({ ...options, minVoltage }, { ...options, monitor }, prepared),
  );
  if (out !== undefined) writeNamedFile(out, formats.json(evaluation));
  process.stdout.write(formats[format](evaluation));
}
