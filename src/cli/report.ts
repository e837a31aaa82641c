import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { readText } from '../base/read-text.ts';
import { formatRows } from '../base/text.ts';
import { parseVerdict } from '../conformance/judge/verdict.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { figureOfStudies, reportStudies } from '../report/studies.ts';
import { formatRowsCsv } from '../report/study-tables.ts';
import { reportVerdicts } from '../report/verdict.ts';
import { joinStudies, requireSameVersion } from '../study/results/join.ts';
import { readStudy } from '../study/results/read-saved.ts';
import type { NamedSweep, SweepOutput } from '../study/results/saved-results.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';

type Formats = Readonly<Record<string, (value: undefined) => string>>;

const names = ['text', 'json', 'csv', 'markdown', 'html', 'svg'];

export function reportCommand(): Command {
  return new Command('report')
    .summary('tables, figures and pages from saved results or verdicts')
    .description(
      'Summarizes the results of sweeps over seeds and draws them in one figure. Results with the same settings, such as those of many jobs, are joined to the study that one sweep would have made. Also compares the simulators of several verdicts.',
    )
    .argument('<path...>', 'folders of lifspec sweep --out, or files of lifspec check --report json=FILE')
    .addOption(reportOption(names))
    .addHelpText('after', examples)
    .action(report);
}

const examples = `
Examples:
  lifspec report results
  lifspec report fixed retrained rescaled --report html=overlaid.html
  lifspec report jobs/* --report json=results.json --report csv=results.csv
  lifspec report nengo.json brian2.json --report markdown`;

async function report(paths: readonly string[], options: ReportOptions): Promise<void> {
  prepareOutputs(options, paths);
  const areFiles = paths.every((path) => existsSync(path) && !statSync(path).isDirectory());
  const formats = areFiles ? formatsOfVerdicts(paths) : await formatsOfStudies(paths);
  const unknown = options.report.find(({ format }) => formats[format] === undefined);
  if (unknown !== undefined)
    throw new InputError(
      `--report ${unknown.format}: does not exist for ${paths[0]}; choose from ${Object.keys(formats).join(', ')}`,
    );
  writeReports(formats, undefined, options);
}

function formatsOfVerdicts(files: readonly string[]): Formats {
  const verdicts = files.map((file) => parseVerdict(readText(file), file));
  const { text, markdown, html } = formatsOf(() => reportVerdicts(verdicts));
  return { text, markdown, html };
}

async function formatsOfStudies(directories: readonly string[]): Promise<Formats> {
  const parts = directories.map(readStudy);
  requireSameVersion(parts);
  const studies = joinStudies(parts);
  const { text, markdown } = formatsOf(() => reportStudies(studies));
  return {
    text,
    markdown,
    ...(await drawnFormats(studies)),
    json: () => formatRows(onlyOne(studies, 'json')),
    csv: () => formatRowsCsv(onlyOne(studies, 'csv').rows),
  };
}

/** The formats with the figure of some studies. */
export async function drawnFormats(studies: readonly NamedSweep[]): Promise<Record<'svg' | 'html', () => string>> {
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const svg = () => drawFigure(figureOfStudies(studies));
  return { svg, html: () => formatHtml(reportStudies(studies, svg())) };
}

/** The sweep to which all results belong. */
function onlyOne([study, other]: readonly NamedSweep[], format: string): SweepOutput {
  if (other !== undefined)
    throw new InputError(
      `--report ${format}: ${other.name} has other settings than ${study?.name}, so they are not one study`,
    );
  const { name: _, ...output } = study as NamedSweep;
  return output;
}
