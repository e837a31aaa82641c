import { printable } from '../base/text.ts';
import type { Details, Document, Part } from './document.ts';
import { type Column, groupColumns, rowsOf } from './table.ts';

/** Longest text on a page, in characters. */
const maxLength = 20_000;

/** Makes external text safe inside HTML and its attributes. Control characters are spelled out. */
export function escapeHtml(text: string): string {
  return escapeInFull(printable(text, maxLength));
}

function escapeInFull(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return printable(text, Number.POSITIVE_INFINITY).replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** Writes a document as an HTML page that needs nothing else: no script, no other file, no network. */
export function formatHtml({ title, parts, appendix = [] }: Document): string {
  const body = [...parts, ...appendix].map((part) => htmlOf(part, 2));
  return formatHtmlPage(title, body.join(''));
}

/**
 * Writes a page.
 *
 * @param title - text
 * @param body - HTML
 * @param width - wide for large tables
 */
export function formatHtmlPage(title: string, body: string, width: 'narrow' | 'wide' = 'narrow'): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="lifspec">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main${width === 'wide' ? ' class="wide"' : ''}>
<h1>${escapeHtml(title)}</h1>
${body}</main>
</body>
</html>
`;
}

/** @param level - of the headings of sections */
function htmlOf(part: Part, level: number): string {
  switch (part.kind) {
    case 'sentences':
      return formatParagraphs(part.lines, part.tone);
    case 'list':
      return `<ul>\n${part.lines.map((line) => `<li>${escapeHtml(line)}</li>\n`).join('')}</ul>\n`;
    case 'code':
      return `<pre tabindex="0">${part.lines.map(escapeHtml).join('\n')}</pre>\n`; // so that keys scroll it
    case 'example':
      return `<details>\n<summary>${escapeHtml(part.title)}</summary>\n<pre tabindex="0">${part.lines.map(escapeInFull).join('\n')}</pre>\n</details>\n`;
    case 'table':
      return formatHtmlTable(part.label, part.columns);
    case 'figure':
      return `<figure>\n${part.svg}<figcaption>${part.caption.map(escapeHtml).join('<br>')}</figcaption>\n</figure>\n`;
    case 'section': {
      const heading = `<h${level}>${escapeHtml(part.title)}</h${level}>\n`;
      return heading + part.parts.map((own) => htmlOf(own, level + 1)).join('');
    }
    case 'details':
      return formatDetails(part, level);
  }
}

export function formatParagraphs(lines: readonly string[], tone?: string): string {
  const isVerdict = tone === 'good' || tone === 'bad';
  const open = tone === undefined ? '<p>' : `<p class="${isVerdict ? 'verdict ' : ''}${tone}">`;
  return lines.map((line) => `${open}${escapeHtml(line)}</p>\n`).join('');
}

function formatDetails({ name, outcome, text = '', isOpen = false, parts }: Details, level: number): string {
  const chip = outcome === undefined ? '' : ` ${formatChip(outcome)}`;
  const summary = `<summary><b>${escapeHtml(name)}</b>${chip} ${escapeHtml(text)}</summary>\n`;
  const body = parts.map((part) => htmlOf(part, level)).join('');
  return `<details${isOpen ? ' open' : ''}>\n${summary}${body}</details>\n`;
}

const colors: Readonly<Record<string, readonly string[]>> = {
  good: ['holds', 'as declared', 'passed'],
  bad: ['broken', 'failed', 'unneeded skip', 'not run'],
  even: ['skipped'],
};

/** Writes an outcome, and what follows it after a comma, in a color that only repeats what the word says. */
function formatChip(outcome: string): string {
  const [word = ''] = outcome.split(',');
  const color = Object.keys(colors).find((name) => colors[name]?.includes(word)) ?? '';
  return `<span class="chip ${color}">${escapeHtml(outcome)}</span>`;
}

/**
 * Writes a table that scrolls horizontally if it is wide.
 *
 * @param label - names it for screen readers
 * @param formatCell - writes a cell that is not a row heading as HTML
 */
export function formatHtmlTable(
  label: string,
  columns: readonly Column[],
  formatCell: (cell: string) => string = escapeHtml,
): string {
  const groups = groupColumns(columns).map(
    (group) =>
      `<th colspan="${group.members.length}"${group.title && ' scope="colgroup"'}>${escapeHtml(group.title)}</th>`,
  );
  const names = columns.map(({ name }) => (name === '' ? '<td></td>' : `<th scope="col">${escapeHtml(name)}</th>`));
  const rows = rowsOf(columns).map(([heading = '', ...cells]) => {
    const values = cells.map((cell) => `<td>${formatCell(cell)}</td>`);
    return `<tr><th scope="row">${escapeHtml(heading)}</th>${values.join('')}</tr>\n`;
  });
  const hasGroups = columns.some(({ group }) => group !== '');
  return [
    `<div class="scroll" role="region" aria-label="${escapeHtml(label)}" tabindex="0">\n`,
    `<table${columns.some(({ isProse }) => isProse) ? ' class="prose"' : ''}>\n`,
    `<thead>${hasGroups ? `<tr>${groups.join('')}</tr>\n` : ''}<tr>${names.join('')}</tr></thead>\n`,
    `<tbody>\n${rows.join('')}</tbody>\n</table>\n</div>\n`,
  ].join('');
}

const style = `
:root { --soft: color-mix(in srgb, CanvasText 70%, Canvas); --edge: color-mix(in srgb, CanvasText 20%, Canvas);
  --wash: color-mix(in srgb, CanvasText 6%, Canvas) }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
main.wide { max-width: none }
h1 { font-size: 1.5rem; line-height: 1.2 }
h2 { font-size: 1.15rem }
h3, h4 { font-size: 1rem }
a { color: inherit }
.verdict { font-size: 1.05rem; padding: .7rem .9rem; border-radius: .5rem }
.answer { max-width: 45rem }
.soft, figcaption { color: var(--soft); font-size: .9rem }
.chip { padding: 0 .5rem; border-radius: .8rem; font-size: .85rem; white-space: nowrap; background: var(--wash) }
.good { background: color-mix(in srgb, green 20%, Canvas) }
.bad { background: color-mix(in srgb, red 20%, Canvas) }
.even { background: color-mix(in srgb, orange 20%, Canvas) }
figure { margin: 1rem 0 }
figure svg { max-width: 100%; height: auto }
details { border-top: 1px solid var(--edge) }
summary { padding: .45rem .2rem; cursor: pointer }
details > :not(summary) { margin-left: .8rem }
pre { background: var(--wash); padding: .6rem; overflow-x: auto; font-size: .8rem; overflow-wrap: normal }
.scroll { overflow-x: auto; overflow-wrap: normal }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid var(--edge); vertical-align: top;
  white-space: nowrap }
tbody th { font-weight: 400 }
.prose th, .prose td { text-align: left; white-space: normal; min-width: 5.5rem }
.prose tbody th { min-width: min(14rem, 38vw) }
.prose tbody th, .prose thead tr > :first-child { position: sticky; left: 0; background: Canvas }
`;
