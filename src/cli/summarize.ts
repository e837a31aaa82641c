import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { isThere } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { formatsOf } from '../report/formats.ts';
import { reportSummary } from '../report/studies.ts';
import { formatSummaryCsv, noteOnIntervals } from '../report/study-tables.ts';
import type { SummaryOutput } from '../report/summary.ts';
import { isOfLifspec } from '../study/folder/own-folder.ts';
import { requireSameVersions } from '../study/folder/same-settings.ts';
import { requireFolder, writeJson } from '../study/folder/write-file.ts';
import { containsEvaluations } from '../study/results/contains-evaluations.ts';
import { joinEvaluations, type Selection } from '../study/results/join.ts';
import { readEvaluations, readStudy } from '../study/results/read-saved.ts';
import type { SavedStudy } from '../study/results/saved-results.ts';
import { combineRows, summarizeSeeds } from '../study/results/seed-summary.ts';
import { completeSweep } from '../study/run/sweep.ts';
import { amplitudeList, floorList, wholeNumbers } from './options.ts';
import { formatOption } from './output.ts';

interface SummarizeOptions extends Omit<Selection, 'minVoltages'> {
  readonly format: keyof typeof formats;
  readonly out?: string;
  readonly minVoltage?: readonly (number | null)[];
}

const { text, markdown } = formatsOf(reportSummary);
const formats = { text, json: formatJson, csv: formatSummaryCsv, markdown };

/** `lifspec summarize` */
export function summarizeCommand(): Command {
  return new Command('summarize')
    .summary('statistics over seeds from saved results')
    .description(
      'Summarizes the results of lifspec sweep --out over seeds: mean, interval and spread. Or joins the files of lifspec evaluate --out into the study that one sweep would have made, and summarizes that study.',
    )
    .argument('<path...>', 'folders with results.json; or files of lifspec evaluate --out, or folders of such files')
    .option('--out <dir>', 'when joining files: folder for the results.json of the sweep')
    .option('--amplitudes <list>', 'when joining files: amplitudes to use, in this order (default: all)', amplitudeList)
    .option(
      '--min-voltage <list>',
      'when joining files: voltage floors to use, in this order (default: all)',
      floorList,
    )
    .option('--seeds <list>', 'when joining files: seeds to use, in this order (default: all)', wholeNumbers)
    .addOption(formatOption(formats))
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
  const studies = paths.some(containsEvaluations) ? [joinFiles(paths, options)] : readSweeps(paths);
  const summaries = summarizeSeeds(combineRows(studies));
  const output: SummaryOutput = { versions, note: noteOnIntervals(summaries), summaries };
  process.stdout.write(formats[options.format](output));
}

function readSweeps(directories: readonly string[]): SavedStudy[] {
  const studies = directories.map(readStudy);
  requireSameVersions(studies);
  return studies;
}

function joinFiles(paths: readonly string[], { out, amplitudes, minVoltage, seeds }: SummarizeOptions): SavedStudy {
  const selection = {
    ...(amplitudes && { amplitudes }),
    ...(minVoltage && { minVoltages: minVoltage }),
    ...(seeds && { seeds }),
  };
  const evaluations = readEvaluations(paths);
  const joined = completeSweep(joinEvaluations(evaluations, selection));
  if (out !== undefined) {
    const files = evaluations.map(({ name }) => name);
    requireOwnResults(out, files);
    writeJson(out, 'results.json', joined);
  }
  return { ...joined, name: out ?? (paths[0] as string) };
}

/**
 * Requires that joined results can be saved in a folder, where they may replace only earlier ones.
 *
 * @throws {InputError} if it is the folder of a sweep or of the evaluations, or contains other results
 */
function requireOwnResults(out: string, files: readonly string[]): void {
  if (isThere(join(out, 'study.json')))
    throw new InputError(`--out ${out}: contains a sweep with its own results; choose another folder`);
  if (files.some((file) => resolve(dirname(file)) === resolve(out)))
    throw new InputError(`--out ${out}: contains the evaluations; choose another folder`);
  const file = join(out, 'results.json');
  if (isThere(file) && !isOfLifspec(file))
    throw new InputError(`--out ${out}: contains a results.json that lifspec did not write; choose another folder`);
  requireFolder(out);
}
