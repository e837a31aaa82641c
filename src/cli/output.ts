import { resolve } from 'node:path';
import { Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { requireWritableFile, writeNamedFile } from '../study/folder/write-file.ts';

/** A report that the user requested. */
export interface ReportOption<Format extends string = string> {
  readonly format: Format;
  /** Absent for stdout. */
  readonly file?: string;
}

/** Formats by name. */
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
  if (rest.length > 0 && before.some((report) => report.file !== undefined && resolve(report.file) === resolve(file)))
    throw refuse('two reports cannot be written to one file');
  return reports;
}

/**
 * Checks that all reports can be written, before the work begins.
 *
 * @param taken - another file that will be written
 * @throws {InputError} if one cannot be written
 */
export function requireWritable(reports: readonly ReportOption[], taken?: string): void {
  for (const { format, file } of reports) {
    if (file === undefined) continue;
    if (taken !== undefined && resolve(taken) === resolve(file))
      throw new InputError(`--report ${format}=${file}: another option writes to this file`);
    requireWritableFile(file);
  }
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
