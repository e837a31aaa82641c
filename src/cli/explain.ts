import { Command } from 'commander';
import { z } from 'zod';
import { formatJson } from '../base/text.ts';
import { figureOfExplanation, reportExplanation } from '../report/explanation.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { explainNetwork } from '../study/explanation/explain-network.ts';
import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import { readOwn } from '../study/folder/study-folder.ts';
import { requireFolder, writeWhole } from '../study/folder/write-file.ts';
import { formatOption } from './output.ts';
import { monitored } from './progress.ts';
import { addSettings, addWorkers, requestOf } from './study-options.ts';

interface ExplainOptions {
  readonly quick?: boolean;
  readonly out?: string;
  readonly workers: number;
  readonly format: keyof typeof formats;
}

const { text } = formatsOf((output: ExplainOutput) => reportExplanation(output));
const formats = { text, json: formatJson };

export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('explain why the accuracy of a network drops with the amplitude, and which remedies help')
    .description(
      'Predicts the amplitude at which the accuracy of a network begins to drop. Then runs the network as a rate network, and with spikes: with a voltage floor, without one, and with the next weights rescaled. At the largest amplitude it also tries lower floors, the floor in one layer only, a synapse, reset by subtraction, other initial voltages, other time steps, a longer window, and two images in a row. Reports how much each cause costs, which amplitude to choose, and how to recover the accuracy.',
    );
  addSettings(command, {
    images: { preset: 200 }, // takes about 20 s on two cores
    network: { help: 'folder of weights, and of images.npy and labels.npy if they are not those of MNIST' },
    amplitudes: { presetText: '1, 2, 5, 10, 20 and 50 times the amplitude of training' },
  });
  return addWorkers(command)
    .option('--quick', 'skip lower floors, other variations and streams at the largest amplitude')
    .option('--out <dir>', 'folder for the explanation: JSON, text, HTML')
    .addOption(formatOption(formats))
    .addHelpText('after', examples)
    .action(printExplanation);
}

const examples = `
Examples:
  lifspec explain                            NengoDL's network
  lifspec explain --quick --images 100       in seconds
  lifspec explain --network mine             a network of lifspec train, or your own in that format
  lifspec explain --images 1000 --out why    saves it, with a page
  lifspec explain --amplitudes 0.01:0.05:0.01 --images 2000 --format json`;

async function printExplanation({ quick, out, workers, format }: ExplainOptions, command: Command): Promise<void> {
  const prepared = () => {
    if (out === undefined) return;
    readOwn(out, 'explanation.json', 'a folder of lifspec explain', z.unknown());
    requireFolder(out);
  };
  const output = await monitored((monitor) =>
    explainNetwork({ ...requestOf(command), quick }, { workers, monitor }, prepared),
  );
  if (out !== undefined) await saveExplanation(out, output);
  process.stdout.write(formats[format](output));
}

async function saveExplanation(directory: string, output: ExplainOutput): Promise<void> {
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  writeWhole(directory, 'explanation.json', formatJson(output));
  writeWhole(directory, 'explanation.txt', text(output));
  const page = reportExplanation(output, drawFigure(figureOfExplanation(output)));
  writeWhole(directory, 'explanation.html', formatHtml(page));
}
