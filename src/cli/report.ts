import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../input-error.ts';
import { makeFolder } from '../network/make-folder.ts';
import { readResults } from '../report/read-results.ts';
import { refuseSystemErrors, writeWhole } from '../study/folder.ts';

interface ReportOptions {
  readonly out: string;
}

/** `lifspec report` */
export function reportCommand(): Command {
  return new Command('report')
    .summary('figures and a page from results that were kept')
    .description('Draws the curves of one or several sweeps over one another, with what each says and all numbers.')
    .argument('<dir...>', 'folders with results.json, as lifspec sweep --out leaves them')
    .requiredOption('--out <file>', 'a page, FILE.html, or a folder for report.html and accuracy.svg')
    .addHelpText('after', examples)
    .action(writeReport);
}

const examples = `
Examples:
  lifspec report results --out results.html
  lifspec report fixed retrained compensated --out overlaid`;

async function writeReport(directories: readonly string[], { out }: ReportOptions): Promise<void> {
  const studies = directories.map((directory) => ({ name: directory, ...readResults(directory) }));
  const { drawOverlay, formatReportHtml } = await import('../report/overlay.ts'); // slow to load
  const page = formatReportHtml(studies);
  const isFolder = existsSync(out) && statSync(out).isDirectory();
  if (out.endsWith('.html') && !isFolder) {
    refuseSystemErrors(dirname(out), () => makeFolder(dirname(out)));
    writeWhole(dirname(out), basename(out), page);
    process.stdout.write(`${out} holds the report\n`);
    return;
  }
  if (existsSync(join(out, 'study.json')))
    throw new InputError(`--out ${out}: holds a sweep with a report of its own; take another folder`);
  refuseSystemErrors(out, () => makeFolder(out));
  writeWhole(out, 'report.html', page);
  writeWhole(out, 'accuracy.svg', drawOverlay(studies));
  process.stdout.write(`${out} holds report.html and accuracy.svg\n`);
}
