import { Command } from 'commander';
import { figureOfExplanation, reportExplanation } from '../report/explanation.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { explainNetwork } from '../study/explanation/explain-network.ts';
import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import { addSettings, addWorkers, networkFolder, requestOf } from './options.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';
import { monitored } from './progress.ts';

interface ExplainOptions extends ReportOptions {
  readonly network?: string;
  readonly quick?: boolean;
  readonly workers: number;
}

const formats = formatsOf<ExplainOutput>(reportExplanation);

export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('explain why the accuracy of a network drops with the amplitude, and which remedies help')
    .description(
      'Predicts the amplitude at which the accuracy of a network begins to drop. Then runs the network as a rate network, and with spikes: with a voltage floor, without one, and with the next weights rescaled. At the largest amplitude it also tries lower floors, the floor in one layer only, a synapse, reset by subtraction, other initial voltages, other time steps and a longer window. Reports how much each cause costs, which amplitude to choose, and how to recover the accuracy.',
    );
  addSettings(command, {
    images: { preset: 200 }, // takes about 20 s on two cores
    amplitudes: { presetText: '1, 2, 5, 10, 20 and 50 times the amplitude of training' },
  });
  return addWorkers(command)
    .option('--network <dir>', networkFolder)
    .option('--quick', 'skip lower floors and other variations at the largest amplitude')
    .addOption(reportOption(Object.keys(formats)))
    .addHelpText('after', examples)
    .action(printExplanation);
}

const examples = `
Examples:
  lifspec explain                            NengoDL's network
  lifspec explain --quick --images 100       in seconds
  lifspec explain --network mine             a network of lifspec train, or your own in that format
  lifspec explain --images 1000 --report html=why.html
  lifspec explain --amplitudes 0.01,0.02,0.03,0.04,0.05 --images 2000 --report json`;

async function printExplanation(options: ExplainOptions, command: Command): Promise<void> {
  const { network: weights, quick, workers } = options;
  prepareOutputs(options, [weights]);
  const request = { ...requestOf(command), weights, quick };
  const output = await monitored((monitor) => explainNetwork(request, { workers, monitor }));
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const html = () => formatHtml(reportExplanation(output, drawFigure(figureOfExplanation(output))));
  writeReports({ ...formats, html }, output, options);
}
