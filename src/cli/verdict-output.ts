import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { isThere, readText } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { formatsOf } from '../report/formats.ts';
import { formatText } from '../report/text.ts';
import { reportVerdict } from '../report/verdict.ts';
import { failingCase, isJudged } from '../report/verdict-sentences.ts';
import { requireFolder, writeWhole } from '../study/folder/write-file.ts';
import { Nonconformity, Unjudged } from './errors.ts';
import { type Formats, prepareOutputs, type ReportOption, reportOption, writeReports } from './output.ts';
import { Interruption } from './progress.ts';

type VerdictFormat = 'text' | 'json' | 'markdown' | 'html';

const formats: Formats<VerdictFormat, Verdict> = {
  ...formatsOf((verdict: Verdict) => reportVerdict(verdict)),
  json: formatJson,
};

export interface VerdictOptions {
  readonly report: readonly ReportOption<VerdictFormat>[];
  readonly saveFailures?: string;
}

export const verdictReportOption = (): Option => reportOption(formats, 'text');

/**
 * Checks that the outputs of a verdict can be written and that none replaces an input or a file of the user.
 *
 * @throws {InputError} naming the option
 */
export function prepareVerdictOutputs({ report, saveFailures }: VerdictOptions, inputs: readonly string[]): void {
  prepareOutputs(report, inputs);
  if (saveFailures === undefined) return;
  requireFolder(saveFailures);
  const foreign = readdirSync(saveFailures).find((name) => !isSavedCase(saveFailures, name));
  if (foreign !== undefined)
    throw new InputError(
      `--save-failures ${saveFailures}: contains ${foreign}, which lifspec did not write; choose another folder`,
    );
}

/** The name of the file with the smallest failing input of a case. */
const fileOf = (id: string) => `${id.replaceAll('/', '-')}.failing.json`;

/** Whether lifspec wrote a file: it contains the id in its name, or a kill left it incomplete. */
function isSavedCase(folder: string, name: string): boolean {
  if (/\.failing\.json\.part\d*$/.test(name)) return true;
  if (!name.endsWith(fileOf('')) || !isThere(join(folder, name))) return false;
  const id = /^\{"id":"([^"]+)"/.exec(readText(join(folder, name)))?.[1];
  return id !== undefined && fileOf(id) === name;
}

/** Writes the smallest failing inputs, a file per case. Deletes those that no longer fail. */
function saveCases({ clauses }: Verdict, folder: string): void {
  for (const one of clauses.flatMap(({ cases }) => cases)) {
    const found = failingCase(one);
    const file = fileOf(one.id);
    if (found !== undefined) writeWhole(folder, file, `${found}\n`);
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
  { report, saveFailures }: VerdictOptions,
  signal: NodeJS.Signals = 'SIGINT',
): void {
  if (saveFailures !== undefined) saveCases(verdict, saveFailures);
  const text = (one: Verdict) => formatText(reportVerdict(one, { folder: saveFailures }));
  writeReports({ ...formats, text }, verdict, report);
  const { fault, conforming, implementation } = verdict;
  if (fault?.kind === 'interrupted') throw new Interruption(signal, 'stopped; the verdict covers what was run');
  if (fault !== null) throw new Unjudged(fault.message);
  if (!isJudged(verdict))
    throw new Nonconformity(`${implementation.name} does not follow Nengo's rules, and declares no others`);
  if (!conforming) throw new Nonconformity(`${implementation.name} does not conform`);
}
