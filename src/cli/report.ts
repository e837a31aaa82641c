import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { isThere } from '../base/read-text.ts';
import { figureOfExplanation, reportExplanation } from '../report/explanation.ts';
import { formatHtml } from '../report/html.ts';
import { figureOfStudies, reportStudies } from '../report/studies.ts';
import { requireOwnFolder } from '../study/folder/own-folder.ts';
import { requireSameVersions } from '../study/folder/same-settings.ts';
import { writeNamedFile, writeWhole } from '../study/folder/write-file.ts';
import { containsExplanation, readExplanation, readStudy } from '../study/results/read-saved.ts';
import { prepareOutputs, requireListedOnce, shownPath } from './output.ts';

/** `lifspec report` */
export function reportCommand(): Command {
  return new Command('report')
    .summary('a figure and a page from saved results')
    .description('Draws the curves of one or several sweeps in one figure, with their answers and all numbers.')
    .argument('<dir...>', 'folders of lifspec sweep --out, or one of lifspec explain --out')
    .requiredOption('--out <file>', 'a page, FILE.html, or a folder for report.html and accuracy.svg')
    .addHelpText('after', examples)
    .action(writeReport);
}

const examples = `
Examples:
  lifspec report results --out results.html
  lifspec report fixed retrained rescaled --out overlaid
  lifspec report why --out why.html          of lifspec explain --out why`;

async function writeReport(directories: readonly string[], { out }: { readonly out: string }): Promise<void> {
  requireListedOnce(directories);
  const explained = directories.find(containsExplanation);
  if (explained !== undefined && directories.length > 1)
    throw new InputError(`${explained}: contains an explanation, which has its own report; give no other folder`);
  const { page, figure } = await (explained === undefined ? drawSweeps(directories) : drawExplained(explained));
  if (out.endsWith('.html') && !statSync(out, { throwIfNoEntry: false })?.isDirectory()) {
    prepareOutputs([{ option: `--out ${out}`, file: out }], directories);
    writeNamedFile(out, page);
    process.stdout.write(`the report is in ${shownPath(out)}\n`);
    return;
  }
  if (isThere(join(out, 'study.json')))
    throw new InputError(`--out ${out}: contains a sweep with its own report; choose another folder`);
  requireOwnFolder(out, ['report.html', 'accuracy.svg'], 'report');
  writeWhole(out, 'report.html', page);
  writeWhole(out, 'accuracy.svg', figure);
  process.stdout.write(`report.html and accuracy.svg are in ${shownPath(out)}\n`);
}

async function drawSweeps(directories: readonly string[]): Promise<{ page: string; figure: string }> {
  const studies = directories.map(readStudy);
  requireSameVersions(studies);
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const figure = drawFigure(figureOfStudies(studies));
  return { page: formatHtml(reportStudies(studies, figure)), figure };
}

async function drawExplained(directory: string): Promise<{ page: string; figure: string }> {
  const explanation = readExplanation(directory);
  const { drawFigure } = await import('../report/figure.ts'); // slow to load
  const figure = drawFigure(figureOfExplanation(explanation));
  return { page: formatHtml(reportExplanation(explanation, figure)), figure };
}
