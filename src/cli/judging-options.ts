import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { formatJson } from '../base/text.ts';
import type { CheckChoice } from '../conformance/judge/plan.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { formatsOf } from '../report/formats.ts';
import { formatText } from '../report/text.ts';
import { reportVerdict } from '../report/verdict.ts';
import { formatVerdictBadge } from '../report/verdict-badge.ts';
import { formatVerdictJunit } from '../report/verdict-junit.ts';
import { failingCase, isJudged } from '../report/verdict-sentences.ts';
import { requireFolder, writeWhole } from '../study/folder/write-file.ts';
import { Nonconformity, Unjudged } from './errors.ts';
import { wholeNumber } from './options.ts';
import { type Formats, outputsOf, prepareOutputs, type ReportOption, reportOption, writeReports } from './output.ts';
import { Interruption } from './progress.ts';

type VerdictFormat = 'text' | 'json' | 'junit' | 'markdown' | 'html' | 'badge';

const formats: Formats<VerdictFormat, Verdict> = {
  ...formatsOf((verdict: Verdict) => reportVerdict(verdict)),
  json: formatJson,
  junit: formatVerdictJunit,
  badge: formatVerdictBadge,
};

/** The options of a verdict. */
export interface JudgingOptions extends CheckChoice {
  readonly report: readonly ReportOption<VerdictFormat>[];
  readonly saveFailures?: string;
}

/** With this number of inputs per law, a check of the reference takes less than 12 s on two cores. */
const defaultRuns = 30;

/** Adds the options of a verdict. */
export function addJudgingOptions(command: Command): Command {
  return command
    .option('--only <ids>', 'cases or clauses, comma-separated; * matches anything', (text) => text.split(','))
    .option('--runs <n>', 'inputs per law', wholeNumber(1), defaultRuns)
    .option(
      '--skip <file>',
      'JSON file of cases known to fail, each with a reason; a listed case that passes is a failure',
    )
    .addOption(
      new Option(
        '--conventions <source>',
        "judge by the declared conventions, by the fingerprint (auto), or by Nengo's",
      )
        .choices(['declared', 'auto', 'nengo'])
        .default('declared'),
    )
    .option(
      '--save-failures <dir>',
      'write the smallest failing inputs as files, and delete those of cases that no longer fail; --vector runs a vector again',
    )
    .addOption(reportOption(formats, 'text'));
}

/**
 * Checks that the outputs of a verdict can be written and that none replaces an input.
 *
 * @param inputs - input files in addition to those that options name
 * @throws {InputError} naming the option
 */
export function prepareJudgingOutputs(
  { report, saveFailures, skip, vector = [] }: JudgingOptions,
  inputs: readonly string[],
): void {
  const read = [...inputs, ...vector, ...(skip === undefined ? [] : [skip])];
  prepareOutputs(outputsOf(report), read);
  if (saveFailures === undefined) return;
  const inside = read.find((file) => file.endsWith('.json') && resolve(dirname(file)) === resolve(saveFailures));
  if (inside !== undefined)
    throw new InputError(`--save-failures ${saveFailures}: contains ${inside}, an input; choose another folder`);
  requireFolder(saveFailures);
}

/** Writes the smallest failing inputs, a file per case, as vectors if possible. Deletes those that no longer fail. */
function saveCases({ clauses }: Verdict, folder: string): void {
  requireFolder(folder);
  for (const one of clauses.flatMap(({ cases }) => cases)) {
    const found = failingCase(one);
    const file = `${one.id.replaceAll('/', '-')}.json`;
    if (found !== undefined) writeWhole(folder, file, `${found.text}\n`);
    else if (one.outcome !== 'not run') rmSync(join(folder, file), { force: true });
  }
}

/**
 * Prints a verdict, as text unless another format goes to stdout, and ends the command with its exit code.
 *
 * @param signal - the signal that stopped the judgement, if any
 * @throws {Unjudged} if the program could not be judged
 * @throws {Nonconformity} if it does not conform
 */
export function printVerdict(
  verdict: Verdict,
  { report, saveFailures }: JudgingOptions,
  signal: NodeJS.Signals = 'SIGINT',
): void {
  const isPrinted = report.some(({ file }) => file === undefined);
  if (saveFailures !== undefined) saveCases(verdict, saveFailures);
  const text = (one: Verdict) => formatText(reportVerdict(one, { folder: saveFailures }));
  writeReports({ ...formats, text }, verdict, isPrinted ? report : [...report, { format: 'text' }]);
  const { fault, conforming, implementation } = verdict;
  if (fault?.kind === 'interrupted') throw new Interruption(signal, 'stopped; the verdict covers what was run');
  if (fault !== null) throw new Unjudged(fault.message);
  if (!isJudged(verdict))
    throw new Nonconformity(`${implementation.name} does not follow Nengo's rules, and declares no others`);
  if (!conforming) throw new Nonconformity(`${implementation.name} does not conform`);
}
