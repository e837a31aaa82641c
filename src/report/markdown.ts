import { printable } from '../base/text.ts';
import type { Document, Part } from './document.ts';
import { type Column, rowsOf } from './table.ts';

/** Longest text, and longest line of a code block, in characters. */
const maxLength = { text: 2000, line: 20_000 };

/** Writes a document as GitHub's Markdown. */
export function formatMarkdown({ title, parts, appendix = [] }: Document): string {
  const blocks = [`## ${escapeMarkdown(title)}\n`, ...blocksOf([...parts, ...appendix], 3)];
  return blocks.join('\n');
}

/** Blocks are separated by an empty line, except for the lines of one list. */
function blocksOf(parts: readonly Part[], level: number): string[] {
  const blocks: string[] = [];
  for (const [index, part] of parts.entries()) {
    const written = blockOf(part, level);
    if (written === '') continue;
    if (part.kind === 'details' && parts[index - 1]?.kind === 'details') blocks.push((blocks.pop() ?? '') + written);
    else blocks.push(written);
  }
  return blocks;
}

function blockOf(part: Part, level: number): string {
  switch (part.kind) {
    case 'sentences': {
      const mark = part.tone === 'good' || part.tone === 'bad' ? '**' : '';
      return part.lines.map((line) => formatLine(line, mark)).join('\n');
    }
    case 'list':
      return part.lines.map(formatItem).join('');
    case 'code':
      return formatCodeBlock(part.lines);
    case 'table':
      return formatMarkdownTable(part.columns, escapeMarkdown);
    case 'figure':
      return '';
    case 'example':
      if (!part.isFolded) return `${formatLine(`${part.title}:`)}\n${formatCodeBlock(part.lines, part.language)}`;
      return `<details><summary>${escapeMarkdown(part.title)}</summary>\n\n${formatCodeBlock(part.lines, part.language)}\n</details>\n`;
    case 'section': {
      const heading = `${'#'.repeat(level)} ${escapeMarkdown(part.title)}\n`;
      return [heading, ...blocksOf(part.parts, level + 1)].join('\n');
    }
    case 'details':
      return formatItem([part.name, part.outcome, part.text].filter((word) => word !== undefined).join(', '));
  }
}

const formatLine = (line: string, mark = ''): string => `${mark}${escapeMarkdown(line)}${mark}\n`;

const formatItem = (line: string): string => `- ${escapeMarkdown(line)}\n`;

const invisible = '<!-- -->';

/**
 * Makes external text safe inside GitHub's Markdown and its tables. Markup and HTML have no effect, nor have addresses,
 * mentions, references to issues, emoji codes and formulas. GitHub looks for the latter after it has removed
 * backslashes, so that they are interrupted by an invisible comment.
 */
export function escapeMarkdown(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return printable(text, maxLength.text)
    .replace(/[&<>]/g, (character) => entities[character] as string)
    .replace(/[\\`*_[\]|~!]|^[-+](?!\d)/g, '\\$&')
    .replace(/^(\d+)([.)])(?!\d)/, '$1\\$2')
    .replace(/\$/g, '<span>$</span>')
    .replace(/[@#]|:(?=\S)|\b(?:GH|www)(?=[-.])/gi, `$&${invisible}`);
}

/** Puts lines into a code block that their content cannot end. */
export function formatCodeBlock(lines: readonly string[], language = 'text'): string {
  const text = lines.map((line) => printable(line, maxLength.line)).join('\n');
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longestRun + 1));
  return `${fence}${language}\n${text}\n${fence}\n`;
}

/**
 * Writes a table as Markdown.
 *
 * @param escapeText - makes a cell safe; by default, only characters that would end the cell are escaped
 */
export function formatMarkdownTable(
  columns: readonly Column[],
  escapeText: (text: string) => string = escapeCell,
): string {
  const names = columns.map(({ group, name }) => (group === '' ? name : `${group}: ${name}`));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const rows = rowsOf(columns).map((cells) => cells.map(escapeText));
  return [names.map(escapeText), names.map(() => '---'), ...rows].map(line).join('');
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
