import { printable } from '../base/text.ts';
import type { Document, Part } from './document.ts';
import { type Column, groupColumns } from './table.ts';

const longestLine = 2000;

/** Longest line of code to paste, which is useless if it is cut. */
const longestCode = 20_000;

/** Writes a document for the terminal: its parts without the title, an empty line between them. */
export function formatText({ parts }: Document): string {
  const blocks = parts.map(linesOf).filter((lines) => lines.length > 0);
  return blocks.map((lines) => lines.map((line) => `${printable(line, longestCode)}\n`).join('')).join('\n');
}

function linesOf(part: Part): string[] {
  switch (part.kind) {
    case 'example':
      if (part.isFolded) return [];
      return part.lines.length === 1 ? [`${part.title}: ${part.lines}`] : [`${part.title}:`, ...part.lines];
    case 'table':
      return linesOfTable(part.columns);
    case 'figure':
      return [];
    case 'section':
      return [part.title, ...part.parts.flatMap(linesOf).map((line) => (line === '' ? '' : `  ${line}`))];
    case 'details':
      return [[part.name, part.outcome, part.text].filter((word) => word !== undefined).join('  ')];
    default:
      return part.lines.map((line) => printable(line, longestLine));
  }
}

/** Draws a table, with a line of group headings if there are any. */
function linesOfTable(unsafe: readonly Column[]): string[] {
  const columns = unsafe.map((column) => {
    return { ...column, cells: column.cells.map((cell) => printable(cell, longestLine)) };
  });
  const groups = groupColumns(columns).map(({ title, members }) => {
    const blocks = members.map(alignColumn);
    const lines = (blocks[0] as string[]).map((_, line) => blocks.map((block) => block[line]).join('  '));
    const width = Math.max(title.length, (lines[0] as string).length);
    return [title, ...lines].map((line) => line.padEnd(width));
  });
  const lines = (groups[0] ?? []).map((_, line) => {
    const cells = groups.map((group) => group[line]);
    return cells.join('   ').trimEnd();
  });
  return lines.slice(lines.findIndex((line) => line !== ''));
}

function alignColumn({ name, cells, isProse }: Column): string[] {
  const width = Math.max(name.length, ...cells.map((cell) => cell.length));
  return [name, ...cells].map((text) => (isProse ? text.padEnd(width) : text.padStart(width)));
}
