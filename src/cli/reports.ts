import { resolve } from 'node:path';
import { InputError } from '../base/input-error.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { formatVerdictHtml } from '../report/verdict-html.ts';
import { formatVerdictJunit } from '../report/verdict-junit.ts';
import { formatVerdictMarkdown } from '../report/verdict-markdown.ts';
import { formatVerdictText } from '../report/verdict-text.ts';
import { requirePlace, writeNamedFile } from '../study/folder/named-file.ts';

/** Something in a format, for stdout or a file. */
export interface Report<Format extends string = ReportFormat> {
  readonly format: Format;
  /** Absent for stdout. */
  readonly file?: string;
}

const formats: Readonly<Record<ReportFormat, (verdict: Verdict) => string>> = {
  text: formatVerdictText,
  json: (verdict) => `${JSON.stringify(verdict, null, 2)}\n`,
  junit: formatVerdictJunit,
  markdown: formatVerdictMarkdown,
  html: formatVerdictHtml,
};

type ReportFormat = 'text' | 'json' | 'junit' | 'markdown' | 'html';

/** Reads `FORMAT` or `FORMAT=FILE` of a verdict; the option may be repeated. */
export function readReport(text: string, before: readonly Report[]): Report[] {
  return readReportOf(formats, text, before);
}

/**
 * Reads `FORMAT` or `FORMAT=FILE`; the option may be repeated.
 *
 * @param formats - known ones, by their name
 * @param before - those that were asked for already
 * @throws {InputError} if the format is unknown, or two reports would go to one place
 */
export function readReportOf<Format extends string>(
  formats: Readonly<Record<Format, unknown>>,
  text: string,
  before: readonly Report<Format>[],
): Report<Format>[] {
  const [format = '', ...rest] = text.split('=');
  const file = rest.join('=');
  if (!Object.hasOwn(formats, format))
    throw new InputError(
      `--report must be one of ${Object.keys(formats).join(', ')}, with =FILE if it is to be kept, but is "${text}"`,
    );
  if (rest.length > 0 && file === '') throw new InputError(`--report ${text}: the name of the file is missing`);
  const reports = [...before, { format: format as Format, ...(rest.length > 0 && { file }) }];
  if (reports.filter((report) => report.file === undefined).length > 1)
    throw new InputError(
      `--report ${text}: there is room for one report on stdout; give the others a file, FORMAT=FILE`,
    );
  if (rest.length > 0 && before.some((report) => report.file !== undefined && resolve(report.file) === resolve(file)))
    throw new InputError(`--report ${text}: two reports cannot go to one file`);
  return reports;
}

/**
 * Requires that all reports can be written, before what they are about is found out.
 *
 * @param taken - a file that is written besides them
 * @throws {InputError} if one cannot
 */
export function requirePlaces(reports: readonly Report<string>[], taken?: string): void {
  for (const { format, file } of reports) {
    if (file === undefined) continue;
    if (taken !== undefined && resolve(taken) === resolve(file))
      throw new InputError(`--report ${format}=${file}: something else is written into this file`);
    requirePlace(file);
  }
}

/**
 * Writes a verdict in every format that is asked for; on stdout as text, if nothing else is to be there. One that cannot be
 * written takes no other with it.
 *
 * @throws {InputError} if one could not be written
 */
export function writeReports(verdict: Verdict, reports: readonly Report[]): void {
  const toStdout = reports.some(({ file }) => file === undefined);
  let trouble: unknown;
  for (const { format, file } of toStdout ? reports : [...reports, { format: 'text' as const, file: undefined }]) {
    try {
      const text = formats[format](verdict);
      if (file === undefined) process.stdout.write(text);
      else writeNamedFile(file, text);
    } catch (error) {
      trouble ??= error;
    }
  }
  if (trouble !== undefined) throw trouble;
}
