import { Command, Option } from 'commander';
import { formatsOf } from '../report/formats.ts';
import { reportSweep } from '../report/studies.ts';
import { formatRowsCsv } from '../report/study-tables.ts';
import { architectures } from '../simulator/network/architecture.ts';
import { ownFiles } from '../study/folder/study-folder.ts';
import type { StudyRequest } from '../study/prepare.ts';
import type { SweepOutput } from '../study/results/saved-results.ts';
import { runSweep } from '../study/run/sweep.ts';
import { addSettings, addTraining, addWorkers, networkFolder, requestOf } from './options.ts';
import { prepareOutputs, type ReportOptions, reportOption, shownPath, writeReports } from './output.ts';
import { monitored } from './progress.ts';
import { drawnFormats } from './report.ts';

/** How the weights of a study come about. */
const modes = {
  fixed: { mode: 'fixed' },
  rescaled: { mode: 'fixed', isRescaled: true },
  retrained: { mode: 'retrained' },
  'retrained-rescaled': { mode: 'retrained', isRescaled: true },
} as const;

const modeOption = new Option(
  '--mode <name>',
  'fixed: the same weights at every amplitude; rescaled: the next weights divided by the amplitude relative to training; retrained: weights trained for each amplitude; retrained-rescaled: in units of the amplitude',
)
  .choices(Object.keys(modes))
  .default('fixed');

interface SweepOptions extends ReportOptions {
  readonly network?: string;
  readonly mode: keyof typeof modes;
  readonly out?: string;
  readonly workers: number;
}

export function sweepCommand(): Command {
  const command = new Command('sweep')
    .summary('measure the accuracy of a network at every spike amplitude')
    .description(
      'Runs a network at every spike amplitude, with spikes and as a rate network, and reports the accuracy. For a single amplitude, JSON also contains the class of every image.',
    );
  return addWorkers(addTraining(addSettings(command.addOption(modeOption))))
    .option('--network <name>', `tutorial, miniature, or ${networkFolder}`)
    .option(
      '--out <dir>',
      'folder for the results, which lifspec report draws; after a stop, the same command continues',
    )
    .addOption(reportOption(['text', 'json', 'csv', 'html', 'svg']))
    .addHelpText('after', examples)
    .action(sweep);
}

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none                     with and without a voltage floor
  lifspec sweep --amplitudes 0.5 --report json           one amplitude, with the class of every image
  lifspec sweep --amplitudes 0.01,0.1,0.5 --mode rescaled   next weights divided by the amplitude
  lifspec sweep --network mine                           your network and images
  lifspec sweep --amplitudes 0.5 --stream carry-over     each image after another one, without a reset
  lifspec sweep --images 500 --out results               saves the results, and continues after a stop
  lifspec sweep --mode retrained --network miniature --amplitudes 0.01,0.1,0.5 --seeds 0,1,2
  lifspec sweep --network miniature --seeds 0,1,2,3      fixed weights of four seeds, trained at 0.01`;

async function sweep(options: SweepOptions, command: Command): Promise<void> {
  const { network, mode, out, workers } = options;
  const request: StudyRequest = {
    amplitudes: Array.from({ length: 50 }, (_, index) => (index + 1) / 100),
    ...requestOf(command),
    ...modes[mode],
    ...(network !== undefined && (network in architectures ? { network } : { weights: network })),
  };
  prepareOutputs(options, [request.weights, ...(out === undefined ? [] : ownFiles(out))]);
  const output = await monitored(
    (monitor) => runSweep(request, { workers, monitor }, out),
    out === undefined
      ? 'nothing is saved (use --out DIR to save it)'
      : `finished work is saved in ${out}, and the same command continues there; a network in training begins again`,
  );
  const isAskedFor = (...names: string[]) => options.report.some(({ format }) => names.includes(format));
  const { text, json } = formatsOf((one: SweepOutput) => reportSweep(one, process.stdout.isTTY && !isAskedFor('text')));
  const drawn = isAskedFor('html', 'svg') && (await drawnFormats([{ ...output, name: output.settings.network }]));
  writeReports({ text, json, csv: ({ rows }: SweepOutput) => formatRowsCsv(rows), ...drawn }, output, options);
  if (out !== undefined)
    process.stderr.write(
      `lifspec: results are in ${shownPath(out)}; lifspec report ${shownPath(out)} --report html=FILE draws them\n`,
    );
}
