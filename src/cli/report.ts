import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { formatRows } from '../base/text.ts';
import { formatsOf } from '../report/formats.ts';
import { formatHtml } from '../report/html.ts';
import { figureOfStudies, reportStudies } from '../report/studies.ts';
import { formatRowsCsv } from '../report/study-tables.ts';
import { joinStudies, requireSameVersion } from '../study/results/join.ts';
import { readStudy } from '../study/results/read-saved.ts';
import type { NamedSweep, SweepOutput } from '../study/results/saved-results.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';

const names = ['text', 'json', 'csv', 'markdown', 'html', 'svg'];

export function reportCommand(): Command {
  return new Command('report')
    .summary('tables, figures and pages from saved results')
    .description(
      'Summarizes the results of sweeps over seeds and draws them in one figure. Results with the same settings, such as those of many jobs, are joined to the study that one sweep would have made.',
    )
    .argument('<path...>', 'folders of lifspec sweep --out')
    .addOption(reportOption(names))
    .addHelpText('after', examples)
    .action(report);
}

const examples = `
Examples:
  lifspec report results
  lifspec report fixed retrained rescaled --report html=overlaid.html
  lifspec report jobs/* --report json=results.json --report csv=results.csv`;

async function report(paths: readonly string[], options: ReportOptions): Promise<void> {
  prepareOutputs(options, paths);
  const parts = paths.map(readStudy);
  requireSameVersion(parts);
  const studies = joinStudies(parts);
  const { text, markdown } = formatsOf(reportStudies);
  const json = () => formatRows(onlyOne(studies, 'json'));
  const csv = () => formatRowsCsv(onlyOne(studies, 'csv').rows);
  writeReports({ text, markdown, ...(await drawnFormats(studies)), json, csv }, studies, options);
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
