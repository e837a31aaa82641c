import { Command, Option } from 'commander';
import { readResults } from '../report/read-results.ts';
import { formatSummaryCsv, formatSummaryMarkdown, formatSummaryText, type SummaryOutput } from '../report/summary.ts';
import { noteOnIntervals } from '../report/summary-columns.ts';
import { type KeptStudy, rowsTogether } from '../study/kept.ts';
import { summariseSeeds } from '../study/seed-summary.ts';
import { versions } from '../version.ts';

interface SummariseOptions {
  readonly format: 'text' | 'json' | 'csv' | 'markdown';
}

/** `lifspec summarise` */
export function summariseCommand(): Command {
  return new Command('summarise')
    .summary('statistics over seeds from results that were kept')
    .description('Reads results that lifspec sweep --out left, and sums them up over seeds: mean, interval, spread.')
    .argument('<dir...>', 'folders with results.json')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'csv', 'markdown']).default('text'))
    .addHelpText('after', examples)
    .action(summarise);
}

const examples = `
Examples:
  lifspec summarise results
  lifspec summarise seeds-0-to-4 seeds-5-to-9 --format csv
  lifspec sweep --network miniature --seeds 0,1,2 --out mini && lifspec summarise mini --format markdown`;

function summarise(directories: readonly string[], { format }: SummariseOptions): void {
  const summaries = summariseSeeds(rowsTogether(readStudies(directories)));
  const output: SummaryOutput = { versions, note: noteOnIntervals(summaries), summaries };
  process.stdout.write(formatOf(output, format));
}

/** Reads the results of several folders. */
export function readStudies(directories: readonly string[]): KeptStudy[] {
  return directories.map((directory) => ({ name: directory, ...readResults(directory) }));
}

function formatOf(output: SummaryOutput, format: SummariseOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(output, null, 2)}\n`;
  if (format === 'csv') return formatSummaryCsv(output);
  return format === 'markdown' ? formatSummaryMarkdown(output) : formatSummaryText(output);
}
