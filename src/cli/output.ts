import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { printable } from '../base/text.ts';
import { requireWritableFile, targetOf, writeNamedFile } from '../study/folder/write-file.ts';

export interface ReportOption<Format extends string = string> {
  readonly format: Format;
  /** Absent for stdout. */
  readonly file?: string;
}

export type Formats<Format extends string, Value> = Readonly<Record<Format, (value: Value) => string>>;

/** The option for the format of stdout, by default the first one. */
export function formatOption(formats: Formats<string, never>, flags = '--format <name>'): Option {
  const names = Object.keys(formats);
  return new Option(flags, 'of stdout').choices(names).default(names[0]);
}

/** The option `--report FORMAT` or `--report FORMAT=FILE`, which may be repeated. */
export function reportOption<Format extends string>(formats: Formats<Format, never>, preset: NoInfer<Format>): Option {
  const names = Object.keys(formats);
  const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return new Option('--report <format[=file]>', `${list}; may be repeated`)
    .argParser((text, before: readonly ReportOption[]) => readReport(names, text, before))
    .default([], preset);
}

function readReport(names: readonly string[], text: string, before: readonly ReportOption[]): ReportOption[] {
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

export interface OutputOption {
  readonly option: string;
  readonly file: string;
}

export function outputsOf(reports: readonly ReportOption[]): OutputOption[] {
  return reports.flatMap(({ format, file }) =>
    file === undefined ? [] : [{ option: `--report ${format}=${file}`, file }],
  );
}

/**
 * Checks that all outputs can be written and that none replaces an input or another output, before the work begins.
 *
 * @param inputs - files that the command reads, or folders whose files it reads; those that do not exist are ignored
 * @throws {InputError} naming the option
 */
export function prepareOutputs(outputs: readonly OutputOption[], inputs: readonly string[]): void {
  const read = inputs.flatMap(filesIn).map(identityOf);
  const written = outputs.map(({ file }) => identityOf(existsSync(file) ? file : targetOf(file)));
  for (const [index, { option }] of outputs.entries()) {
    const identity = written[index];
    if (identity === undefined) continue;
    if (read.includes(identity)) throw new InputError(`${option}: this file is an input; choose another one`);
    if (written.indexOf(identity) < index) throw new InputError(`${option}: another option writes to this file`);
  }
  for (const { file } of outputs) requireWritableFile(file);
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
}

/** Identifies a file or folder, whatever its name or link; undefined for a pipe or a device. */
function identityOf(path: string): string | undefined {
  if (!existsSync(path)) return resolve(path);
  const found = statSync(path, { bigint: true });
  return found.isFile() || found.isDirectory() ? `${found.dev} ${found.ino}` : undefined;
}

/**
 * Requires that inputs differ.
 *
 * @throws {InputError} if a file or folder is listed twice, even under different names
 */
export function requireListedOnce(paths: readonly string[]): void {
  const identities = paths.map((path) => identityOf(path) ?? resolve(path));
  const twice = paths.find((_, index) => identities.indexOf(identities[index] as string) < index);
  if (twice !== undefined) throw new InputError(`${twice}: is listed twice`);
}

/**
 * Writes something in every requested format, even if one of them cannot be written.
 *
 * @throws {InputError} if one could not be written
 */
export function writeReports<Format extends string, Value>(
  formats: Formats<Format, Value>,
  value: Value,
  reports: readonly ReportOption<NoInfer<Format>>[],
): void {
  let trouble: unknown;
  for (const { format, file } of reports) {
    try {
      const text = formats[format](value);
      if (file === undefined) process.stdout.write(text);
      else writeNamedFile(file, text);
    } catch (error) {
      trouble ??= error;
    }
  }
  if (trouble !== undefined) throw trouble;
}
