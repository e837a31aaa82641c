import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
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
 * @param inputs - files that the command reads or saves, or folders of such files
 * @throws {InputError} naming the option
 */
export function prepareOutputs({ report: reports }: ReportOptions, inputs: readonly (string | undefined)[]): void {
  const taken = inputs.flatMap(filesIn).map(targetOf);
  for (const { format, file } of reports) {
    if (file === undefined) continue;
    const target = targetOf(file);
    if (taken.some((one) => `${target}${sep}`.startsWith(one + sep)))
      throw new InputError(
        `--report ${format}=${file}: the command also reads or writes this file; choose another one`,
      );
    requireWritableFile(file);
    taken.push(target);
  }
}

function filesIn(path = ''): string[] {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return isFolder ? readdirSync(path).map((name) => join(path, name)) : path === '' ? [] : [path];
}

function targetOf(path: string): string {
  let parent = path;
  while (!existsSync(parent)) parent = dirname(parent);
  return join(realpathSync(parent), relative(parent, path));
}

/** Writes something in every requested format: first to stdout, by default as text, so that a full disk does not hide it. */
export function writeReports<Value>(
  formats: Readonly<Record<string, (value: Value) => string>>,
  value: Value,
  { report: reports }: ReportOptions,
): void {
  const textIn = (format: string) => formats[format]?.(value) ?? '';
  const printed = reports.find(({ file }) => file === undefined)?.format ?? 'text';
  process.stdout.write(textIn(printed));
  for (const { format, file } of reports) {
    if (file === undefined) continue;
    writeNamedFile(file, textIn(format));
    if (process.stdout.isTTY) process.stderr.write(`lifspec: ${format} is in ${shownPath(resolve(file))}\n`);
  }
}
