import { type Command, Option } from 'commander';
import { formatJson } from '../base/text.ts';
import type { CheckChoice } from '../conformance/judge/plan.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { formatVerdictHtml } from '../report/verdict-html.ts';
import { formatVerdictJunit } from '../report/verdict-junit.ts';
import { formatVerdictMarkdown, formatVerdictText } from '../report/verdict-text.ts';
import { Nonconformity, Unjudged } from './errors.ts';
import { wholeNumber } from './options.ts';
import { type Formats, type ReportOption, reportOption, writeReports } from './output.ts';

type VerdictFormat = 'text' | 'json' | 'junit' | 'markdown' | 'html';

const formats: Formats<VerdictFormat, Verdict> = {
  text: formatVerdictText,
  json: formatJson,
  junit: formatVerdictJunit,
  markdown: formatVerdictMarkdown,
  html: formatVerdictHtml,
};

/** Options of the commands that give a verdict. */
export interface JudgingOptions extends CheckChoice {
  readonly report: readonly ReportOption<VerdictFormat>[];
}

/** With this number of inputs per law, a check of the reference takes less than 10 s on two cores. */
const defaultRuns = 30;

/** Adds the options that choose the cases. */
export function addChoice(command: Command): Command {
  return command
    .option('--only <ids>', 'cases, claims or clauses, comma-separated; * matches anything', (text) => text.split(','))
    .option('--runs <n>', 'inputs per law', wholeNumber(1), defaultRuns);
}

/** Adds the options of a verdict. */
export function addJudgingOptions(command: Command): Command {
  return addChoice(command)
    .option('--skip <file>', 'JSON file of cases known to fail, each with a reason; one that passes is a failure')
    .addOption(
      new Option('--conventions <source>', 'judge by the declared conventions (else Nengo), or by the fingerprint')
        .choices(['declared', 'auto'])
        .default('declared'),
    )
    .addOption(reportOption(formats, 'text'));
}

/**
 * Prints a verdict, as text unless another format goes to stdout, and ends the command with its exit code.
 *
 * @throws {Unjudged} if the program could not be judged
 * @throws {Nonconformity} if it does not conform
 */
export function printVerdict(verdict: Verdict, reports: JudgingOptions['report']): void {
  const isPrinted = reports.some(({ file }) => file === undefined);
  writeReports(formats, verdict, isPrinted ? reports : [...reports, { format: 'text' }]);
  const { fault, conforming, implementation } = verdict;
  if (fault !== null) throw new Unjudged(fault.message);
  if (!conforming) throw new Nonconformity(`${implementation.name} does not conform`);
}
