import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { formatJson } from '../base/text.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { figureOfStudies, reportStudies } from '../report/studies.ts';
import { formatRowsCsv } from '../report/study-tables.ts';
import { requireSameVersions } from '../study/folder/same-settings.ts';
import { joinStudies } from '../study/results/join.ts';
import { readStudy } from '../study/results/read-saved.ts';
import type { SavedStudy, SweepOutput } from '../study/results/saved-results.ts';
import { type Formats, prepareOutputs, type ReportOption, reportOption, writeReports } from './output.ts';

type Format = 'text' | 'json' | 'csv' | 'markdown' | 'html' | 'svg';
type Studies = readonly (SweepOutput & SavedStudy)[];

const names: readonly Format[] = ['text', 'json', 'csv', 'markdown', 'html', 'svg'];

export function reportCommand(): Command {
  return new Command('report')
    .summary('tables, figures and pages from saved results')
    .description(
      'Summarizes the results of sweeps over seeds and draws them in one figure. Results with the same settings, such as those of many jobs, are joined to the study that one sweep would have made.',
    )
    .argument('<dir...>', 'folders of lifspec sweep --out')
    .addOption(reportOption(Object.fromEntries(names.map((name) => [name, () => ''])), 'text'))
    .addHelpText('after', examples)
    .action(report);
}

const examples = `
Examples:
  lifspec report results
  lifspec report fixed retrained rescaled --report html=overlaid.html
  lifspec report jobs/* --report json=results.json --report csv=results.csv`;

interface ReportOptions {
  readonly report: readonly ReportOption<Format>[];
}

async function report(directories: readonly string[], { report }: ReportOptions): Promise<void> {
  prepareOutputs(report, directories);
  const parts = directories.map(readStudy);
  requireSameVersions(parts);
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const draw = (studies: Studies) => drawFigure(figureOfStudies(studies));
  const formats: Formats<Format, Studies> = {
    ...formatsOf((studies: Studies) => reportStudies(studies)),
    svg: draw,
    html: (studies) => formatHtml(reportStudies(studies, draw(studies))),
    json: (studies) => formatJson(onlyOne(studies, 'json')),
    csv: (studies) => formatRowsCsv(onlyOne(studies, 'csv').rows),
  };
  writeReports(formats, joinStudies(parts), report);
}

/** The sweep to which all results belong. */
function onlyOne([study, other]: Studies, format: Format): SweepOutput {
  if (other !== undefined)
    throw new InputError(
      `--report ${format}: ${other.name} has other settings than ${study?.name}, so they are not one study`,
    );
  const { name: _, ...output } = study as SweepOutput & SavedStudy;
  return output;
}
