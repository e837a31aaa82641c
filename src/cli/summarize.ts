import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { formatSummaryCsv, noteOnIntervals } from '../report/study-tables.ts';
import { formatSummaryMarkdown, formatSummaryText, type SummaryOutput } from '../report/summary.ts';
import { requireFolder } from '../study/folder/study-folder.ts';
import { joinEvaluations, type Selection } from '../study/results/join.ts';
import { containsEvaluations, readEvaluations, readStudy } from '../study/results/read-saved.ts';
import type { SavedStudy } from '../study/results/saved-results.ts';
import { combineRows, summarizeSeeds } from '../study/results/seed-summary.ts';
import { amplitudes, floors, wholeNumbers } from './options.ts';
import { outputOf, writeNumbers } from './results.ts';

interface SummarizeOptions {
  readonly format: 'text' | 'json' | 'csv' | 'markdown';
  readonly out?: string;
  readonly amplitudes?: readonly number[];
  readonly minVoltage?: readonly (number | null)[];
  readonly seeds?: readonly number[];
}

/** `lifspec summarize` */
export function summarizeCommand(): Command {
  return new Command('summarize')
    .summary('statistics over seeds from results that were kept')
    .description(
      'Sums up over seeds, mean, interval, spread, what lifspec sweep --out left in folders; or what lifspec evaluate --out left in single files, joined to the study that one sweep would have made.',
    )
    .argument('<path...>', 'folders with results.json; or files of lifspec evaluate --out, or folders of such files')
    .option('--out <dir>', 'of joined files: write there the results.json of the sweep')
    .option('--amplitudes <list>', 'of joined files: those that are wanted, in this order (default: all)', amplitudes)
    .option('--min-voltage <list>', 'of joined files: the same for floors of the voltage', floors)
    .option('--seeds <list>', 'of joined files: the same for seeds', wholeNumbers('--seeds', 0))
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv', 'markdown']).default('text'))
    .addHelpText('after', examples)
    .action(summarize);
}

const examples = `
Examples:
  lifspec summarize results
  lifspec summarize seeds-0-to-4 seeds-5-to-9 --format csv
  lifspec sweep --network miniature --seeds 0,1,2 --out mini && lifspec summarize mini --format markdown
  lifspec summarize evaluations --amplitudes 0.01,0.1,0.5 --seeds 0,1 --out joined`;

function summarize(paths: readonly string[], options: SummarizeOptions): void {
  const studies = paths.some(containsEvaluations) ? [joinFiles(paths, options)] : readStudies(paths, options);
  const summaries = summarizeSeeds(combineRows(studies));
  const output: SummaryOutput = { versions, note: noteOnIntervals(summaries), summaries };
  process.stdout.write(formatOf(output, options.format));
}

function readStudies(directories: readonly string[], options: SummarizeOptions): SavedStudy[] {
  const given = (['out', 'amplitudes', 'minVoltage', 'seeds'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined) {
    const option = given === 'minVoltage' ? 'min-voltage' : given;
    throw new InputError(`--${option}: is for files of lifspec evaluate --out, but ${directories[0]} is none`);
  }
  return directories.map(readStudy);
}

function joinFiles(paths: readonly string[], options: SummarizeOptions): SavedStudy {
  const { settings, rows } = joinEvaluations(readEvaluations(paths), selectionOf(options));
  const { out } = options;
  if (out !== undefined) {
    if (existsSync(join(out, 'study.json')))
      throw new InputError(`--out ${out}: holds a sweep with results of its own; take another folder`);
    requireFolder(out);
    writeNumbers(out, outputOf({ settings, rows }));
  }
  return { name: out ?? (paths[0] as string), settings, rows };
}

function selectionOf({ amplitudes, minVoltage, seeds }: SummarizeOptions): Selection {
  return {
    ...(amplitudes && { amplitudes }),
    ...(minVoltage && { minVoltages: minVoltage }),
    ...(seeds && { seeds }),
  };
}

function formatOf(output: SummaryOutput, format: SummarizeOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(output, null, 2)}\n`;
  if (format === 'csv') return formatSummaryCsv(output);
  return format === 'markdown' ? formatSummaryMarkdown(output) : formatSummaryText(output);
}
