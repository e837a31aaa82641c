import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { makeMatrix } from '../conformance/judge/matrix.ts';
import { parseVerdict } from '../conformance/judge/parse-verdict.ts';
import { formatMatrixHtml, formatMatrixMarkdown } from '../report/matrix.ts';
import { writeNamedFile } from '../study/folder/named-file.ts';
import { readText } from './read-text.ts';
import { type Report, readReportOf } from './reports.ts';

const formats = { markdown: formatMatrixMarkdown, html: formatMatrixHtml };

/** `lifspec matrix` */
export function matrixCommand(): Command {
  return new Command('matrix')
    .summary('several simulators side by side')
    .description(
      'Reads what lifspec check --report json found out about several implementations, and puts it into one table: how each stands to each claim, which conventions it follows, and the versions of everything. What is not applicable is told apart from what holds.',
    )
    .argument('<report...>', 'files that lifspec check --report json wrote')
    .addOption(
      new Option('--report <format[=file]>', 'markdown or html; may be repeated')
        .argParser(readMatrixReport)
        .default([], 'markdown'),
    )
    .addHelpText('after', examples)
    .action(writeMatrix);
}

const examples = `
Examples:
  lifspec matrix nengo.json brian2.json
  lifspec matrix --report markdown=matrix.md --report html=matrix.html reports/*.json`;

type MatrixReport = Report<keyof typeof formats>;

function readMatrixReport(text: string, before: readonly MatrixReport[]): MatrixReport[] {
  return readReportOf(formats, text, before);
}

function writeMatrix(files: readonly string[], { report }: { readonly report: readonly MatrixReport[] }): void {
  const places = files.map((file) => resolve(file));
  const twice = files.find((_, place) => places.indexOf(places[place] as string) < place);
  if (twice !== undefined) throw new InputError(`${twice}: is named twice`);
  const matrix = makeMatrix(files.map((file) => parseVerdict(readText(file), file)));
  const wanted: readonly MatrixReport[] = report.length === 0 ? [{ format: 'markdown' }] : report;
  for (const { format, file } of wanted) {
    const text = formats[format](matrix);
    if (file === undefined) process.stdout.write(text);
    else writeNamedFile(file, text);
  }
}
