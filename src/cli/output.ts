import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { printable } from '../base/text.ts';
import { requireWritableFile, writeNamedFile } from '../study/folder/write-file.ts';

interface RequestedReport {
  readonly format: string;
  /** Absent for stdout. */
  readonly file?: string;
}

/** The options of a command that reports what it found. */
export interface ReportOptions {
  readonly report: readonly RequestedReport[];
}

/** The option `--report FORMAT` or `--report FORMAT=FILE`, which may be repeated; by default, text goes to stdout. */
export function reportOption(names: readonly string[]): Option {
  const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return new Option('--report <format[=file]>', `${list}; may be repeated`)
    .argParser((text, before: ReportOptions['report']) => readReport(names, text, before))
    .default([], 'text');
}

function readReport(names: readonly string[], text: string, before: ReportOptions['report']): RequestedReport[] {
  const [format = '', ...rest] = text.split('=');
  const file = rest.join('=');
  const refuse = (why: string) => new InputError(`--report ${text}: ${why}`);
  if (!names.includes(format)) throw refuse(`the format must be one of ${names.join(', ')}`);
  if (rest.length > 0 && file === '') throw refuse('the name of the file is missing');
  const reports = [...before, { format, ...(rest.length > 0 && { file }) }];
  if (reports.filter((report) => report.file === undefined).length > 1)
    throw refuse('only one report fits on stdout; write the others to files with FORMAT=FILE');
  return reports;
}

/** A path as messages show it, however long it is. */
export const shownPath = (path: string): string => printable(path, 4096);

/**
 * Checks that all reports can be written and that none replaces an input or another report, before the work begins.
 *
 * @param inputs - files that the command reads, or folders of such files; those that do not exist are ignored
 * @param own - files and folders that the command also writes
 * @throws {InputError} naming the option
 */
export function prepareOutputs(
  { report: reports }: ReportOptions,
  inputs: readonly (string | undefined)[],
  own: readonly string[] = [],
): void {
  const read = [...inputs.flatMap(filesIn), ...own].map(targetOf);
  const written: string[] = [];
  for (const { format, file } of reports) {
    if (file === undefined) continue;
    const [option, target] = [`--report ${format}=${file}`, targetOf(file)];
    if (read.some((one) => `${target}${sep}`.startsWith(one + sep)))
      throw new InputError(`${option}: this file is read or saved by the command; choose another one`);
    if (written.includes(target)) throw new InputError(`${option}: another option writes to this file`);
    requireWritableFile(file);
    written.push(target);
  }
}

function filesIn(path: string | undefined): string[] {
  if (path === undefined || !existsSync(path)) return [];
  return statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
}

const targetOf = (path: string): string =>
  existsSync(path) ? realpathSync(path) : join(targetOf(dirname(path)), basename(path));

/** Writes something in every requested format: first to stdout, by default as text, so that a full disk does not hide it. */
export function writeReports<Value>(
  formats: Readonly<Record<string, (value: Value) => string>>,
  value: Value,
  { report: reports }: ReportOptions,
): void {
  const textIn = (format: string) => formats[format]?.(value) ?? '';
  const printed = reports.find(({ file }) => file === undefined)?.format ?? 'text';
  process.stdout.write(textIn(printed));
  for (const { format, file } of reports) if (file !== undefined) writeNamedFile(file, textIn(format));
}
