import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Document, Part } from '../../src/report/document.ts';
import { formatsOf } from '../../src/report/formats.ts';
import { formatHtml } from '../../src/report/html.ts';
import { escapeMarkdown, formatMarkdown } from '../../src/report/markdown.ts';
import { type Column, formatCsv } from '../../src/report/table.ts';
import { hostile, unseen } from './made-up-verdict.ts';

const { json: _, ...formats } = formatsOf((document: Document) => document);
const column = (name: string, cells: readonly string[], changes: Partial<Column> = {}): Column => {
  return { name, cells, group: '', isProse: false, ...changes };
};

/** A document with a part of every kind, all of whose texts are the same. */
function documentOf(text: string): Document {
  const columns = [column(text, [text, '1'], { isProse: true }), column(text, [text, text], {})];
  const inside: Part[] = [
    { kind: 'sentences', lines: [text], tone: 'bad' },
    { kind: 'list', lines: [text, text] },
    { kind: 'code', lines: [text] },
    { kind: 'table', label: text, columns },
    { kind: 'figure', svg: '', caption: [text] },
  ];
  const details: Part = { kind: 'details', name: text, outcome: text, text, parts: inside };
  return { title: text, parts: [{ kind: 'section', title: text, parts: inside }, details, details], appendix: inside };
}

describe('a report', () => {
  it.each(Object.entries(formats))('as %s prints no text from outside as it is', (_, format) => {
    const text = format(documentOf(hostile));
    expect(text).not.toMatch(unseen);
    expect(text).toContain('\\u{1b}[2J');
  });

  it('as Markdown has tables with the same number of cells in every row, and code blocks that end where they should', () => {
    const text = formatMarkdown(documentOf(hostile));
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([4]));
    const outside = text.split(/^`{4}.*$/m).filter((_, index) => index % 2 === 0);
    expect(outside.join('')).not.toMatch(/<b>|(?<!\\)`/);
  });
});

describe("GitHub's Markdown of a name from outside", () => {
  it.each([
    ['no link', 'see http://a.test, HTTPS://a.test, www.a.test and mailto:a@b.test', /:\/\/|www\.|:a|@b/i],
    ['no formula', 'costs $x$ or $`x`$', /\$x|(?<!\\)`/],
    ['no reference to an issue', 'GH-1, gh-2, #3 and owner/name#4', /gh-|#\d/i],
    ['no emoji', ':smile: and :+1:', /:[a-z+]/],
    ['no mention', '@user', /@u/],
    ['no markup', '*a* _b_ ~c~ [d](e) ![f](g) `h` <b>', /(?<!\\)[*_~[\]`]|<b>/],
    ['no list', '- a', /^-/],
    ['no numbered list', '1. a', /^1\./],
    ['no heading', '# a', /^# /],
  ])('contains %s', (_, name, live) => {
    expect(escapeMarkdown(name)).not.toMatch(live);
  });

  it('leaves numbers and plain words as they are', () => {
    for (const text of ['-0.25', '3.14', 'exact (4 of 6): no floor']) expect(escapeMarkdown(text)).toBe(text);
  });
});

describe('a report as HTML', () => {
  const html = formatHtml(documentOf(hostile));
  const { document } = parseHTML(html);

  it('is one file in both themes, without scripts or links to other files', () => {
    expect(document.querySelectorAll('script, link, img, iframe, object, a')).toHaveLength(0);
    expect(html).not.toMatch(/url\(|@import|(src|href)="/);
    expect(html).toContain('content="light dark"');
  });

  it('escapes text from outside', () => {
    expect(document.querySelectorAll('main b').length).toBe(document.querySelectorAll('summary > b').length);
    expect(document.querySelector('h1')?.textContent).toContain('<b>"it\'s"</b>');
  });

  it('is accessible: a language, nested headings, and tables with names and headings that keys can scroll', () => {
    expect(document.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(document.querySelectorAll('h1, h2').length).toBe(2);
    const regions = [...document.querySelectorAll('.scroll')];
    expect(regions.every((one) => one.getAttribute('aria-label') && one.getAttribute('tabindex') === '0')).toBe(true);
    expect(document.querySelectorAll('tbody th[scope=row]')).toHaveLength(2 * regions.length);
    expect(document.querySelector('pre')?.getAttribute('tabindex')).toBe('0');
  });
});

describe('CSV', () => {
  it('quotes characters that would end a cell or a line', () => {
    const records = ['say "a"', 'a\nb', '1'].map((cell) => ({ 'a,b': cell }));
    expect(formatCsv(records)).toBe('"a,b"\n"say ""a"""\n"a\nb"\n1\n');
  });

  it('contains no text that a spreadsheet runs as a formula, but negative numbers', () => {
    const records = ['=1+1', '+1', '-1', '@a', 'a=1'].map((name) => ({ name, number: -1 }));
    expect(formatCsv(records)).toBe("name,number\n'=1+1,-1\n'+1,-1\n'-1,-1\n'@a,-1\na=1,-1\n");
  });
});
