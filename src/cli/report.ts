import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { writeNamedFile } from '../study/folder/named-file.ts';
import { requireFolder, writeWhole } from '../study/folder/study-folder.ts';
import { containsExplanation, readExplanation, readStudy } from '../study/results/read-saved.ts';

interface ReportOptions {
  readonly out: string;
}

/** `lifspec report` */
export function reportCommand(): Command {
  return new Command('report')
    .summary('figures and a page from results that were kept')
    .description('Draws the curves of one or several sweeps over one another, with what each says and all numbers.')
    .argument('<dir...>', 'folders that lifspec sweep --out left, or one of lifspec explain --out')
    .requiredOption('--out <file>', 'a page, FILE.html, or a folder for report.html and accuracy.svg')
    .addHelpText('after', examples)
    .action(writeReport);
}

const examples = `
Examples:
  lifspec report results --out results.html
  lifspec report fixed retrained rescaled --out overlaid
  lifspec report why --out why.html          of lifspec explain --out why`;

async function writeReport(directories: readonly string[], { out }: ReportOptions): Promise<void> {
  const { page, figure } = await (directories.some(containsExplanation)
    ? reportExplanation(directories)
    : reportStudies(directories));
  const isFolder = existsSync(out) && statSync(out).isDirectory();
  if (out.endsWith('.html') && !isFolder) {
    writeNamedFile(out, page);
    process.stdout.write(`${out} holds the report\n`);
    return;
  }
  if (existsSync(join(out, 'study.json')))
    throw new InputError(`--out ${out}: holds a sweep with a report of its own; take another folder`);
  requireFolder(out);
  writeWhole(out, 'report.html', page);
  writeWhole(out, 'accuracy.svg', figure);
  process.stdout.write(`${out} holds report.html and accuracy.svg\n`);
}

/** A report, and the figure in it. */
interface Report {
  readonly page: string;
  readonly figure: string;
}

async function reportStudies(directories: readonly string[]): Promise<Report> {
  const studies = directories.map(readStudy);
  const { drawStudies, formatStudiesHtml } = await import('../report/study-html.ts'); // slow to load
  return { page: formatStudiesHtml(studies), figure: drawStudies(studies) };
}

async function reportExplanation(directories: readonly string[]): Promise<Report> {
  const [directory, other] = directories as [string, ...string[]];
  if (other !== undefined)
    throw new InputError(
      `${directories.find(containsExplanation)}: holds an explanation, which has a report of its own; give it alone`,
    );
  const explanation = readExplanation(directory);
  const { drawExplanation, formatExplanationHtml } = await import('../report/explanation-html.ts'); // slow to load
  return { page: formatExplanationHtml(explanation), figure: drawExplanation(explanation) };
}
