import { join } from 'node:path';
import { Command, Option } from 'commander';
import { formatRowsCsv } from '../report/csv.ts';
import type { SweepOutput } from '../report/output.ts';
import { formatSweepText } from '../report/sweep-text.ts';
import { answer } from '../study/answer.ts';
import { openStudyFolder, writeWhole } from '../study/folder.ts';
import { planTasks } from '../study/plan.ts';
import type { Study } from '../study/run.ts';
import { summarise } from '../study/summarise.ts';
import { versions } from '../version.ts';
import { addNetworkOptions, amplitudes, floors, type NetworkOptions, wholeNumbers } from './options.ts';
import { performStudy } from './perform.ts';
import { prepareStudy } from './prepare.ts';

type Format = 'text' | 'json' | 'csv';

interface SweepOptions extends NetworkOptions {
  readonly amplitudes: readonly number[];
  readonly seeds: readonly number[];
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
      new Option('--mode <name>', 'fixed: the same weights at every amplitude').choices(['fixed']).default('fixed'),
    )
    .addOption(
      new Option('--amplitudes <list>', 'a,b,c or first:last:step')
        .argParser(amplitudes)
        .default(amplitudes('0.01:0.5:0.01'), '0.01:0.5:0.01'),
    )
    .option('--min-voltage <list>', 'floors of the voltage: numbers of 0 or less, none (default: 0)', floors)
    .addOption(
      new Option('--seeds <list>', 'of the initial voltages, if they are drawn')
        .argParser(wholeNumbers('--seeds', 0))
        .default([0], '0'),
    );
  return addNetworkOptions(command, imagesOfSweep)
    .option('--out <dir>', 'keep results there: JSON, CSV, SVG, HTML; the same command continues after a stop')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', examples)
    .action(sweep);
}

/** Chosen so that `npm start` takes less than a minute on two cores. */
const imagesOfSweep = 200;

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none                     with and without a floor of the voltage
  lifspec sweep --amplitudes 0.01:0.05:0.01 --images 50 --format json
  lifspec sweep --amplitudes 0.01,0.1,0.5 --compensate   the amplitude undone in the next weights
  lifspec sweep --images 500 --out results               keeps the results, and continues after a stop`;

async function sweep(options: SweepOptions): Promise<void> {
  const study = prepareStudy(options, options.amplitudes, options.seeds);
  const output = options.out === undefined ? await run(study, options) : await runInFolder(study, options, options.out);
  process.stdout.write(formatOf(output, options.format));
}

async function run(study: Study, options: SweepOptions): Promise<SweepOutput> {
  const tasks = planTasks(study.settings);
  return outputOf(study, await performStudy(study, tasks, options));
}

async function runInFolder(study: Study, options: SweepOptions, directory: string): Promise<SweepOutput> {
  const tasks = planTasks(study.settings);
  const folder = await openStudyFolder(directory, study.settings, versions, tasks);
  try {
    const output = outputOf(study, await performStudy(study, tasks, options, { folder, directory }));
    await writeResults(directory, output);
    process.stderr.write(`lifspec: results are in ${directory}, to be read in ${join(directory, 'report.html')}\n`);
    return output;
  } finally {
    folder.close();
  }
}

function outputOf(study: Study, blocks: Parameters<typeof summarise>[4]): SweepOutput {
  const { settings, network, labels } = study;
  const results = summarise(settings, network.architecture, labels, planTasks(settings), blocks);
  const rows = results.map(({ row }) => row);
  return { versions, settings, answer: answer(rows), rows };
}

async function writeResults(directory: string, output: SweepOutput): Promise<void> {
  const { drawSweepFigure, formatSweepHtml } = await import('../report/html.ts'); // slow to load
  writeWhole(directory, 'results.json', formatJson(output));
  writeWhole(directory, 'results.csv', formatRowsCsv(output.rows));
  writeWhole(directory, 'accuracy.svg', drawSweepFigure(output));
  writeWhole(directory, 'report.html', formatSweepHtml(output));
}

function formatOf(output: SweepOutput, format: Format): string {
  if (format === 'json') return formatJson(output);
  return format === 'csv' ? formatRowsCsv(output.rows) : formatSweepText(output);
}

function formatJson(output: SweepOutput): string {
  return `${JSON.stringify(output, null, 2)}\n`;
}
