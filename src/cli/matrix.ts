import { Command } from 'commander';
import { readText } from '../base/read-text.ts';
import { makeMatrix } from '../conformance/judge/matrix.ts';
import { parseVerdict } from '../conformance/judge/verdict.ts';
import { formatsOf } from '../report/formats.ts';
import { reportMatrix } from '../report/matrix.ts';
import {
  outputsOf,
  prepareOutputs,
  type ReportOption,
  reportOption,
  requireListedOnce,
  writeReports,
} from './output.ts';

const formats = formatsOf(reportMatrix);

/** `lifspec matrix` */
export function matrixCommand(): Command {
  return new Command('matrix')
    .summary('compare several simulators in one table')
    .description(
      'Reads reports of lifspec check and compares the simulators: the rules that each follows, the clauses that hold, and the versions of everything.',
    )
    .argument('<report...>', 'files written by lifspec check --report json=FILE')
    .addOption(reportOption(formats, 'text'))
    .addHelpText('after', examples)
    .action(writeMatrix);
}

const examples = `
Examples:
  lifspec matrix nengo.json brian2.json
  lifspec matrix --report markdown=matrix.md --report html=matrix.html reports/*.json`;

interface MatrixOptions {
  readonly report: readonly ReportOption<keyof typeof formats>[];
}

function writeMatrix(files: readonly string[], { report }: MatrixOptions): void {
  requireListedOnce(files);
  prepareOutputs(outputsOf(report), files);
  const matrix = makeMatrix(files.map((file) => parseVerdict(readText(file), file)));
  writeReports(formats, matrix, report.length === 0 ? [{ format: 'text' }] : report);
}
