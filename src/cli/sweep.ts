import { join } from 'node:path';
import { Command, Option } from 'commander';
import { formatRowsCsv } from '../report/study-tables.ts';
import { formatSweepText } from '../report/study-text.ts';
import { writeWhole } from '../study/folder/study-folder.ts';
import type { Row } from '../study/results/row.ts';
import type { SweepOutput } from '../study/results/saved-results.ts';
import type { TrainingBudget } from '../study/training/training-budget.ts';
import { Interruption, nothingKept } from './interruption.ts';
import { addNetworkOptions, amplitudes, floors, type NetworkOptions, wholeNumbers } from './options.ts';
import { prepareStudy } from './prepare.ts';
import { formatResultsJson, outputOf, writeNumbers } from './results.ts';
import { rowsOfStudy } from './rows.ts';
import { type SeriesResult, sweepSeries } from './series.ts';
import { addBudgetOptions } from './training-budget.ts';

type Format = 'text' | 'json' | 'csv';

interface SweepOptions extends NetworkOptions, Partial<TrainingBudget> {
  readonly mode: 'fixed' | 'retrained';
  readonly amplitudes: readonly number[];
  readonly seeds?: readonly number[];
  readonly networks?: string;
  readonly out?: string;
  readonly format: Format;
}

/** `lifspec sweep` */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .summary('the study: accuracy at every spike amplitude')
    .description(
      'Runs a network at every spike amplitude, with spikes and as a rate network, and says what came of it.',
    )
    .addOption(
      new Option('--mode <name>', 'fixed: the same weights at every amplitude; retrained: weights trained for it')
        .choices(['fixed', 'retrained'])
        .default('fixed'),
    )
    .addOption(
      new Option('--amplitudes <list>', 'a,b,c or first:last:step')
        .argParser(amplitudes)
        .default(amplitudes('0.01:0.5:0.01'), '0.01:0.5:0.01'),
    )
    .option('--min-voltage <list>', 'floors of the voltage: numbers of 0 or less, none (default: 0)', floors)
    .option(
      '--seeds <list>',
      'of networks that are trained for the sweep; with --weights of drawn voltages',
      wholeNumbers('--seeds', 0),
    );
  return addBudgetOptions(addNetworkOptions(command, imagesOfSweep))
    .option('--networks <dir>', 'keep trained networks there, and find them again')
    .option('--out <dir>', 'keep results there: JSON, SVG, HTML; the same command continues after a stop')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', examples)
    .action(sweep);
}

/** Chosen so that `npm start` takes less than a minute on two cores. */
export const imagesOfSweep = 300;

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none                     with and without a floor of the voltage
  lifspec sweep --amplitudes 0.01:0.05:0.01 --images 50 --format json
  lifspec sweep --amplitudes 0.01,0.1,0.5 --rescale   the amplitude undone in the next weights
  lifspec sweep --images 500 --out results               keeps the results, and continues after a stop
  lifspec sweep --mode retrained --network miniature --amplitudes 0.01,0.1,0.5 --seeds 0,1,2
  lifspec sweep --network miniature --seeds 0,1,2,3      weights of four seeds, trained at 0.01, then held fixed`;

async function sweep(options: SweepOptions): Promise<void> {
  try {
    const output = await (needsTraining(options) ? sweepTrained(options) : sweepGiven(options));
    process.stdout.write(formatOf(output, options.format));
  } catch (error) {
    if (error instanceof Interruption && error.message === nothingKept)
      error.message = `${nothingKept} (with --out DIR it could be continued)`;
    throw error;
  }
}

/** Whether the networks of a sweep are to be trained for it: no weights come with lifspec but those of NengoDL. */
export function needsTraining({
  mode,
  weights,
  network,
  seeds,
}: Pick<SweepOptions, 'mode' | 'weights' | 'network' | 'seeds'>): boolean {
  return mode === 'retrained' || (weights === undefined && (network === 'miniature' || seeds !== undefined));
}

/** The amplitudes with given weights. */
async function sweepGiven(options: SweepOptions): Promise<SweepOutput> {
  const study = prepareStudy(options, options.amplitudes, options.seeds ?? [0]);
  const output = (rows: readonly Row[]) => outputOf({ settings: study.settings, rows });
  const finish = (rows: readonly Row[]) => keepResults(options, output(rows));
  return output(await rowsOfStudy(study, options, options.out, finish));
}

/** The amplitudes with networks that are trained for it. */
async function sweepTrained(options: SweepOptions): Promise<SweepOutput> {
  const finish = (result: SeriesResult) => keepResults(options, outputOf(result));
  return outputOf(await sweepSeries({ ...options, seeds: options.seeds ?? [0] }, finish));
}

async function keepResults({ out }: SweepOptions, output: SweepOutput): Promise<void> {
  if (out !== undefined) await writeResults(out, output);
}

async function writeResults(directory: string, output: SweepOutput): Promise<void> {
  const { drawStudies, formatStudiesHtml } = await import('../report/study-html.ts'); // slow to load
  writeNumbers(directory, output);
  writeWhole(directory, 'accuracy.svg', drawStudies([{ name: directory, ...output }]));
  writeWhole(directory, 'report.html', formatStudiesHtml([{ name: directory, ...output }]));
  process.stderr.write(`lifspec: results are in ${directory}, to be read in ${join(directory, 'report.html')}\n`);
}

function formatOf(output: SweepOutput, format: Format): string {
  if (format === 'json') return formatResultsJson(output);
  return format === 'csv' ? formatRowsCsv(output.rows) : formatSweepText(output);
}
