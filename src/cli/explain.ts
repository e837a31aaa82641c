import { Command } from 'commander';
import { z } from 'zod';
import { figureOfExplanation, reportExplanation } from '../report/explanation.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { explainNetwork } from '../study/explanation/explain-network.ts';
import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import { addSettings, addWorkers, networkFolder, optionFor, requestOf } from './options.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';
import { monitored } from './progress.ts';

interface ExplainOptions extends ReportOptions {
  readonly network?: string;
  readonly quick?: boolean;
  readonly trainedAccuracy?: number;
  readonly workers: number;
}

const formats = formatsOf<ExplainOutput>(reportExplanation);

export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('explain why the accuracy of a network drops with the amplitude, and which remedies help')
    .description(
      'Says what costs the accuracy at the largest amplitude, what to write, and how sure this is. Runs the network as a rate network and with spikes, with and without its voltage floor, at amplitudes above and below that of training, looks for the amplitude at which one point is lost, and tries remedies and their combinations: a factor on the weights, lower floors, synapses, other steps.',
    );
  addSettings(command, {
    images: { preset: 200 }, // takes about 20 s on two cores
    amplitudes: { presetText: '0.2, 0.5, 1, 2, 5, 10 and 50 times the amplitude of training' },
  });
  return addWorkers(command)
    .option('--network <dir>', networkFolder)
    .addOption(
      optionFor(
        '--trained-accuracy <fraction>',
        'accuracy in the software that trained it, from which losses are counted (default: that of its rate network)',
        z.number().min(0).max(1),
      ),
    )
    .option('--quick', 'skip the search between amplitudes and remedies that need further runs: three times as fast')
    .addOption(reportOption(Object.keys(formats)))
    .addHelpText('after', examples)
    .action(printExplanation);
}

const examples = `
Examples:
  lifspec explain                            NengoDL's network
  lifspec explain --network mine             a network of lifspec train, or your own in that format
  lifspec explain --images 1000 --report html=why.html`;

async function printExplanation(options: ExplainOptions, command: Command): Promise<void> {
  const { network: weights, quick, trainedAccuracy, workers } = options;
  prepareOutputs(options, [weights]);
  const request = { ...requestOf(command), weights, quick, trainedAccuracy };
  const output = await monitored((monitor) => explainNetwork(request, { workers, monitor }));
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const html = () => formatHtml(reportExplanation(output, drawFigure(figureOfExplanation(output))));
  writeReports({ ...formats, html }, output, options);
}
