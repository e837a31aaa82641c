import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { escapeHtml, formatHtmlPage, formatHtmlTable, formatParagraphs } from '../../src/report/html.ts';
import { escapeMarkdown, formatMarkdownTable } from '../../src/report/markdown.ts';
import { type Column, makeColumns } from '../../src/report/table.ts';
import { describeVerdict, nameLevel } from '../../src/report/verdict-sentences.ts';
import { type Adapter, adapters } from './adapters.ts';

/** What the board shows of a verdict. */
type Result = Pick<Verdict, 'implementation' | 'level' | 'shift' | 'conforming' | 'counts' | 'fault' | 'conventions'>;

/** An adapter with its baseline. */
export type Judged = readonly [Adapter, Result];

const about =
  'One row per simulator and version, each judged by the conventions that it declares. An issue is the report of a difference in the repository of the simulator; “–” if a search in November 2026 found none, or if there is nothing to report.';

/** How cells are written. */
interface Markup {
  readonly safe: (text: string) => string;
  readonly link: (text: string, address: string) => string;
  readonly name: (name: string, file: string) => string;
  /** A text that needs a wide column. */
  readonly wide: (text: string) => string;
}

const markdown: Markup = {
  safe: escapeMarkdown,
  link: (text, address) => `[${text}](${address})`,
  name: (name, file) => `[${name}](../../adapters/${file})`,
  wide: (text) => text,
};

const html: Markup = {
  safe: escapeHtml,
  link: (text, address) => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`,
  name: (name) => name, // the table escapes the first cell of a row
  wide: (text) => `<div style="min-width: 17rem">${text}</div>`,
};

/** Writes the board as Markdown. */
export function formatBoard(judged: readonly Judged[]): string {
  return [
    '# Simulators and their verdicts\n',
    `${about} \`npm run validate -- --update\` writes this table.\n`,
    formatMarkdownTable(columnsOf(judged, markdown)),
    '[The matrix](matrix.md) shows rules and clauses, [the comparison](compare.md) why simulators differ. A simulator that conforms on some cases skips the others, for the reasons in [`adapters/skips`](../../adapters/skips).\n',
  ].join('\n');
}

/** Writes the board as a page, which lies beside `matrix.html` and the interactive page. */
export function formatBoardHtml(judged: readonly Judged[]): string {
  const columns = columnsOf(judged, html).map((column) => ({ ...column, isProse: true }));
  const body = [
    formatParagraphs([about]),
    formatHtmlTable('Verdicts', columns, (cell) => cell),
    formatParagraphs(['A simulator that conforms on some cases skips the others, with reasons.'], 'soft'),
    '<p><a href="matrix.html">The matrix</a> shows rules and clauses. <a href="./#simulator">The figure</a> shows what each simulator does with the same current.</p>\n',
  ];
  return formatHtmlPage('Simulators and their verdicts', body.join(''), 'wide');
}

function columnsOf(judged: readonly Judged[], { safe, link, name, wide }: Markup): Column[] {
  return makeColumns(judged, [
    ['simulator', ([{ file }, { implementation }]) => name(implementation.name, file)],
    ['version', ([, { implementation }]) => safe(implementation.version ?? '–')],
    ['verdict', ([, result]) => safe(describeVerdict(result).split(/, level|: \d+ passed/)[0] as string)],
    ['level', ([, result]) => nameLevel(result)],
    [
      'differs from Nengo in',
      ([{ nir }, { conventions }]) => (nir ? '–' : wide(safe(conventions.deviations.join('; ') || 'nothing'))),
    ],
    ['issues', ([{ issues = [] }]) => issues.map((issue) => link(shorten(issue), issue)).join(', ') || '–'],
    ['language', ([, { implementation }]) => safe(implementation.language ?? '–')],
    ['supports', ([, { implementation }]) => safe(implementation.capabilities.join(', '))],
  ]);
}

/** `nengo-ocl#163` for the address of an issue. */
const shorten = (issue: string): string => issue.replace(/^.*\/([^/]+)\/(issues|pull)\/(\d+)$/, '$1#$3');

/** The adapters that have a baseline. */
export const judgedBy = (read: (name: string) => Result | undefined): Judged[] =>
  adapters.flatMap((adapter) => {
    const baseline = read(adapter.name);
    return baseline === undefined ? [] : [[adapter, baseline] as const];
  });
