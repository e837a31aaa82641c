import type { Matrix, MatrixCell } from '../conformance/judge/matrix.ts';
import { chip, formatConformancePage, safe } from './conformance-page.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { describeCell, factsOf, headsOf, legend, warningsOf } from './matrix-words.ts';

/** Writes a matrix as Markdown. */
export function formatMatrixMarkdown(matrix: Matrix): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const table = (titles: readonly string[], rows: readonly (readonly string[])[]) => [
    row(titles),
    `| ${titles.map(() => '---').join(' | ')} |`,
    ...rows.map(row),
    '',
  ];
  const heads = headsOf(matrix);
  const lines = [
    ...warningsOf(matrix).flatMap((line) => [escapeMarkdown(line), '']),
    ...table(
      ['', ...heads],
      factsOf(matrix).map(([title, cells]) => [title, ...cells]),
    ),
    ...table(
      ['claim', ...heads, ''],
      matrix.rows.map(({ id, cells, statement }) => [id, ...cells.map(describeCell), statement]),
    ),
    ...legend.flatMap((line) => [line, '']),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Writes a matrix as a page. */
export function formatMatrixHtml(matrix: Matrix): string {
  const heads = headsOf(matrix).map((head) => `<th scope="col">${safe(head)}</th>`);
  const body = [
    ...warningsOf(matrix).map((line) => `<p class="verdict bad">${safe(line)}</p>\n`),
    table('The implementations', ['<td></td>', ...heads], factsOf(matrix).map(factRow)),
    table('Claims', ['<th scope="col">claim</th>', ...heads], matrix.rows.map(claimRow)),
    ...legend.map((line) => `<p class="soft">${safe(line)}</p>\n`),
  ];
  return formatConformancePage('Simulators side by side', body.join(''));
}

function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  return [
    `<h2>${caption}</h2>\n<div class="scroll" tabindex="0" role="region" aria-label="${caption}">\n<table>\n`,
    `<thead><tr>${heads.join('')}</tr></thead>\n<tbody>\n${rows.join('')}</tbody>\n</table>\n</div>\n`,
  ].join('');
}

function factRow([title, cells]: readonly [string, readonly string[]]): string {
  return `<tr><th scope="row">${safe(title)}</th>${cells.map((cell) => `<td>${safe(cell)}</td>`).join('')}</tr>\n`;
}

function claimRow({ id, statement, cells }: Matrix['rows'][number]): string {
  const head = `<th scope="row">${safe(id)} <span class="soft">${safe(statement)}</span></th>`;
  return `<tr>${head}${cells.map((cell) => `<td>${chip(describeCell(cell), colourOf(cell))}</td>`).join('')}</tr>\n`;
}

const colours: Readonly<Partial<Record<MatrixCell['outcome'], string>>> = {
  holds: 'good',
  broken: 'bad',
  'not run': 'bad',
  skipped: 'even',
};

const colourOf = ({ outcome }: MatrixCell): string => colours[outcome] ?? '';
