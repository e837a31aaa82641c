import { relative, sep } from 'node:path';
import { Command, Option } from 'commander';
import { formatJson } from '../base/text.ts';
import { figureOfExplanation, reportExplanation } from '../report/explanation.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { type ExplainRequest, explainNetwork } from '../study/explanation/explain-network.ts';
import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import { requireOwnFolder } from '../study/folder/own-folder.ts';
import { writeWhole } from '../study/folder/write-file.ts';
import type { RunOptions } from '../study/run/study.ts';
import { addBudgetOptions, addNetworkOptions, amplitudeList } from './options.ts';
import { formatOption } from './output.ts';
import { monitored } from './progress.ts';

interface ExplainOptions extends ExplainRequest, RunOptions {
  readonly out?: string;
  readonly format: keyof typeof formats;
}

const { text } = formatsOf((output: ExplainOutput) => reportExplanation(output));
const formats = { text, json: formatJson };

/** `lifspec explain` */
export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('why the accuracy of a network drops with the amplitude, and which remedies help')
    .description(
      'Predicts the amplitude at which the accuracy of a network begins to drop. Then runs the network as a rate network, and with spikes: with a voltage floor, without one, and with the next weights rescaled. At the largest amplitude it also tries lower floors, the floor in some layers only, a synapse, reset by subtraction, other initial voltages, other time steps, a longer window, and two images in a row. Reports how much each cause costs, which amplitude to choose, and how to recover the accuracy.',
    )
    .addOption(
      new Option(
        '--amplitudes <list>',
        'a,b,c or first:last:step (default: 1, 2, 5, 10, 20 and 50 times the amplitude of training)',
      ).argParser(amplitudeList),
    );
  addNetworkOptions(command, defaultImages)
    .option('--quick', 'skip lower floors, other variations and streams at the largest amplitude')
    .option(
      '--retrain',
      'also train networks for every amplitude, with the plain and with the rescaled recipe; takes a long time',
    )
    .option('--networks <dir>', 'folder for trained networks; networks found in it are reused');
  return addBudgetOptions(command)
    .option('--out <dir>', 'folder for the explanation: JSON, text, HTML')
    .addOption(formatOption(formats))
    .addHelpText('after', examples)
    .action(printExplanation);
}

/** Takes about 20 s on two cores. */
const defaultImages = 200;

const examples = `
Examples:
  lifspec explain                            NengoDL's network
  lifspec explain --quick --images 100       in seconds
  lifspec explain --weights mini             a network of lifspec train, or your own in that format
  lifspec explain --weights mine --images-from mine --images 500   your network and images
  lifspec explain --weights mini --retrain   also networks that are trained for each amplitude
  lifspec explain --retrain --epochs 1 --train-images 20000 --networks nets
  lifspec explain --images 1000 --out why    saves it, with a page
  lifspec explain --amplitudes 0.01:0.05:0.01 --images 2000 --format json`;

async function printExplanation(options: ExplainOptions): Promise<void> {
  const { out, format, networks } = options;
  const prepared = () => {
    const own = networks === undefined || out === undefined ? [] : [relative(out, networks).split(sep)[0] as string];
    if (out !== undefined) requireOwnFolder(out, explanationFiles, 'explain', own);
  };
  const output = await monitored((monitor) => explainNetwork(options, { ...options, monitor }, prepared), networks);
  if (out !== undefined) await saveExplanation(out, output);
  process.stdout.write(formats[format](output));
}

/** The files of an explanation, in the order in which they are written. */
const explanationFiles = ['explanation.json', 'explanation.txt', 'explanation.html'] as const;

async function saveExplanation(directory: string, output: ExplainOutput): Promise<void> {
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const page = formatHtml(reportExplanation(output, drawFigure(figureOfExplanation(output))));
  const texts = [formatJson(output), text(output), page];
  for (const [index, name] of explanationFiles.entries()) writeWhole(directory, name, texts[index] as string);
}
