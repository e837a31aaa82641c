import { join } from 'node:path';
import { Command, Option } from 'commander';
import { formatJson } from '../base/text.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { figureOfStudies, reportStudies, reportSweep } from '../report/studies.ts';
import { formatRowsCsv } from '../report/study-tables.ts';
import { writeJson, writeWhole } from '../study/folder/write-file.ts';
import type { SweepOutput } from '../study/results/saved-results.ts';
import type { SweepRequest } from '../study/run/prepare-study.ts';
import type { RunOptions } from '../study/run/study.ts';
import { runSweep } from '../study/run/sweep.ts';
import {
  addBudgetOptions,
  addNetworkOptions,
  amplitudeList,
  defaultImages,
  floorList,
  wholeNumbers,
} from './options.ts';
import { formatOption, shownPath } from './output.ts';
import { monitored } from './progress.ts';

interface SweepOptions extends Omit<SweepRequest, 'minVoltages'>, RunOptions {
  readonly minVoltage?: readonly (number | null)[];
  readonly format: keyof typeof formats;
}

const { text } = formatsOf(reportSweep);
const formats = { text, json: formatJson, csv: ({ rows }: SweepOutput) => formatRowsCsv(rows) };

/** `lifspec sweep` */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .summary('the study: accuracy at every spike amplitude')
    .description(
      'Runs a network at every spike amplitude, with spikes and as a rate network, and reports the accuracy.',
    )
    .addOption(
      new Option(
        '--mode <name>',
        'fixed: the same weights at every amplitude; retrained: weights trained for each amplitude',
      )
        .choices(['fixed', 'retrained'])
        .default('fixed'),
    )
    .addOption(
      new Option('--amplitudes <list>', 'a,b,c or first:last:step')
        .argParser(amplitudeList)
        .default(amplitudeList('0.01:0.5:0.01'), '0.01:0.5:0.01'),
    )
    .option('--min-voltage <list>', 'voltage floors: numbers of 0 or less, or none (default: 0)', floorList)
    .option(
      '--seeds <list>',
      'seeds of the networks that are trained for the sweep or, with --weights, of the drawn voltages',
      wholeNumbers,
    );
  return addBudgetOptions(addNetworkOptions(command, defaultImages))
    .option('--networks <dir>', 'folder for trained networks; networks found in it are reused')
    .option('--out <dir>', 'folder for the results: JSON, SVG, HTML; after a stop, the same command continues')
    .addOption(formatOption(formats))
    .addHelpText('after', examples)
    .action(sweep);
}

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none                     with and without a voltage floor
  lifspec sweep --amplitudes 0.01:0.05:0.01 --images 50 --format json
  lifspec sweep --amplitudes 0.01,0.1,0.5 --rescale      next weights divided by the amplitude
  lifspec sweep --weights mine --images-from mine        your network and images
  lifspec sweep --images 500 --out results               saves the results, and continues after a stop
  lifspec sweep --mode retrained --network miniature --amplitudes 0.01,0.1,0.5 --seeds 0,1,2
  lifspec sweep --network miniature --seeds 0,1,2,3      fixed weights of four seeds, trained at 0.01`;

async function sweep({ minVoltage: minVoltages = [0], format, ...options }: SweepOptions): Promise<void> {
  const { out } = options;
  const finish = (output: SweepOutput) => (out === undefined ? undefined : saveSweep(out, output));
  const output = await monitored(
    (monitor) => runSweep({ ...options, minVoltages }, { ...options, monitor }, finish),
    out ?? options.networks,
    ' (use --out DIR to save it)',
  );
  process.stdout.write(formats[format](output));
}

async function saveSweep(directory: string, output: SweepOutput): Promise<void> {
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const study = { ...output, name: directory };
  const svg = drawFigure(figureOfStudies([study]));
  writeJson(directory, 'results.json', output);
  writeWhole(directory, 'accuracy.svg', svg);
  writeWhole(directory, 'report.html', formatHtml(reportStudies([study], svg)));
  process.stderr.write(
    `lifspec: results are in ${shownPath(directory)}; open ${shownPath(join(directory, 'report.html'))}\n`,
  );
}
