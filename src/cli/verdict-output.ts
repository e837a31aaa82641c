import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { readText } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { formatsOf } from '../report/formats.ts';
import { formatText } from '../report/text.ts';
import { reportVerdict } from '../report/verdict.ts';
import { formatVerdictBadge } from '../report/verdict-badge.ts';
import { formatVerdictJunit } from '../report/verdict-junit.ts';
import { failingCase, isJudged } from '../report/verdict-sentences.ts';
import { requireFolder, writeWhole } from '../study/folder/write-file.ts';
import { Nonconformity, Unjudged } from './errors.ts';
import { type Formats, outputsOf, prepareOutputs, type ReportOption, reportOption, writeReports } from './output.ts';
import { Interruption } from './progress.ts';

type VerdictFormat = 'text' | 'json' | 'junit' | 'markdown' | 'html' | 'badge';

const formats: Formats<VerdictFormat, Verdict> = {
  ...formatsOf((verdict: Verdict) => reportVerdict(verdict)),
  json: formatJson,
  junit: formatVerdictJunit,
  badge: formatVerdictBadge,
};

export interface VerdictOptions {
  readonly report: readonly ReportOption<VerdictFormat>[];
  readonly saveFailures?: string;
}

export const verdictReportOption = (): Option => reportOption(formats, 'text');

/**
 * Checks that the outputs of a verdict can be written and that none replaces an input or a file of the user.
 *
 * @param ids - of the cases whose failing inputs may be saved
 * @throws {InputError} naming the option
 */
export function prepareVerdictOutputs(
  { report, saveFailures: folder }: VerdictOptions,
  inputs: readonly string[],
  ids: readonly string[],
): void {
  prepareOutputs(outputsOf(report), inputs);
  if (folder === undefined) return;
  const refuse = (file: string, what: string) =>
    new InputError(`--save-failures ${folder}: contains ${file}, ${what}; choose another folder`);
  const inside = inputs.find((file) => file.endsWith('.json') && resolve(dirname(file)) === resolve(folder));
  if (inside !== undefined) throw refuse(inside, 'an input');
  const foreign = ids.find((id) => existsSync(join(folder, fileOf(id))) && !isSaved(join(folder, fileOf(id)), id));
  if (foreign !== undefined) throw refuse(fileOf(foreign), 'which lifspec did not write');
  requireFolder(folder);
}

const fileOf = (id: string) => `${id.replaceAll('/', '-')}.json`;

/** Whether a file contains a failing input of a case: a vector that was found, or requests to read. */
function isSaved(file: string, id: string): boolean {
  try {
    const saved = JSON.parse(readText(file)) as { readonly id?: unknown; readonly exchanges?: unknown };
    return saved.id === `found/${id}` || (saved.id === id && Array.isArray(saved.exchanges));
  } catch {
    return false;
  }
}

/** Writes the smallest failing inputs, a file per case, as vectors if possible. Deletes those that no longer fail. */
function saveCases({ clauses }: Verdict, folder: string): void {
  for (const one of clauses.flatMap(({ cases }) => cases)) {
    const found = failingCase(one);
    const file = fileOf(one.id);
    if (found !== undefined) writeWhole(folder, file, `${found.text}\n`);
    else if (one.outcome !== 'not run' && isSaved(join(folder, file), one.id)) rmSync(join(folder, file));
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
  { report, saveFailures }: VerdictOptions,
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
