import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { readText } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import { parseVerdict } from '../conformance/judge/verdict.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { figureOfStudies, reportStudies } from '../report/studies.ts';
import { formatRowsCsv } from '../report/study-tables.ts';
import { reportVerdicts } from '../report/verdict.ts';
import { joinStudies, requireSameVersion } from '../study/results/join.ts';
import { readStudy } from '../study/results/read-saved.ts';
import type { SavedStudy, SweepOutput } from '../study/results/saved-results.ts';
import { prepareOutputs, type ReportOption, reportOption, writeReports } from './output.ts';

type Format = 'text' | 'json' | 'csv' | 'markdown' | 'html' | 'svg';
type Formats = Readonly<Record<Format, (value: unknown) => string>>;

const names: readonly Format[] = ['text', 'json', 'csv', 'markdown', 'html', 'svg'];

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

interface ReportOptions {
  readonly report: readonly ReportOption<Format>[];
}

async function report(paths: readonly string[], { report }: ReportOptions): Promise<void> {
  prepareOutputs(report, paths);
  const formats = await formatsOfPaths(paths);
  const unknown = report.find(({ format }) => formats[format] === undefined);
  if (unknown !== undefined)
    throw new InputError(
      `--report ${unknown.format}: does not exist for ${paths[0]}; choose from ${Object.keys(formats).join(', ')}`,
    );
  writeReports(formats as Formats, undefined, report);
}

/** The formats of what is in some files or folders. */
async function formatsOfPaths(paths: readonly string[]): Promise<Partial<Formats>> {
  const areFiles = paths.every((path) => existsSync(path) && !statSync(path).isDirectory());
  return areFiles ? formatsOfVerdicts(paths) : formatsOfStudies(paths);
}

function formatsOfVerdicts(files: readonly string[]): Partial<Formats> {
  const verdicts = files.map((file) => parseVerdict(readText(file), file));
  return formatsOf(() => reportVerdicts(verdicts));
}

async function formatsOfStudies(directories: readonly string[]): Promise<Formats> {
  const parts = directories.map(readStudy);
  requireSameVersion(parts);
  const studies = joinStudies(parts);
  const { text, markdown } = formatsOf(() => reportStudies(studies));
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const svg = () => drawFigure(figureOfStudies(studies));
  return {
    ...{ text, markdown, svg, html: () => formatHtml(reportStudies(studies, svg())) },
    json: () => formatJson(onlyOne(studies, 'json')),
    csv: () => formatRowsCsv(onlyOne(studies, 'csv').rows),
  };
}

/** The sweep to which all results belong. */
function onlyOne([study, other]: readonly (SweepOutput & SavedStudy)[], format: Format): SweepOutput {
  if (other !== undefined)
    throw new InputError(
      `--report ${format}: ${other.name} has other settings than ${study?.name}, so they are not one study`,
    );
  const { name: _, ...output } = study as SweepOutput & SavedStudy;
  return output;
}
