import { escapeHtml, formatHeading } from './html.ts';

/** A column of a table; text, Markdown and HTML are written from columns. */
export interface Column {
  /** Heading above the names of neighboring columns; empty for none. */
  readonly group: string;
  readonly name: string;
  /** [row] */
  readonly cells: readonly string[];
  /** Prose is aligned to the left, numbers to the right. */
  readonly isProse: boolean;
}

/** A table with a title. */
export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
}

/** A column before it is filled: its name, what its cells contain, and its group. */
export type ColumnOf<Item> = readonly [name: string, cellOf: (item: Item) => string | number, group?: string];

/** Makes a table with a row per item. */
export function makeColumns<Item>(
  items: readonly Item[],
  columns: readonly ColumnOf<Item>[],
  isProse = false,
): Column[] {
  return columns.map(([name, cellOf, group = '']) => {
    return { group, name, cells: items.map((item) => String(cellOf(item))), isProse };
  });
}

/** Writes a fraction as a number of percent with two decimals, for a cell. */
export function toPercent(fraction: number): string {
  return (100 * fraction).toFixed(2);
}

/** Names a voltage floor in a table or a legend. */
export function nameFloor(floor: number | null): string {
  return floor === null ? 'no floor' : `floor ${floor}`;
}

/**
 * Draws a table for the terminal, with a line of group headings if there are any.
 *
 * @returns lines without a line end
 */
export function formatTextTable(columns: readonly Column[]): string[] {
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

/** Splits a table into tables of at most `width` characters per line. Each begins with the first column. */
export function splitColumns([first, ...others]: readonly Column[], width: number): Column[][] {
  if (first === undefined) return [];
  const blocks: Column[][] = [];
  for (const column of others) {
    const last = blocks.at(-1);
    const wider = [...(last ?? [first]), column];
    const isTooWide = formatTextTable(wider).some((line) => line.length > width);
    if (last === undefined || (isTooWide && last.length > 1)) blocks.push([first, column]);
    else last.push(column);
  }
  return blocks;
}

function alignColumn({ name, cells, isProse }: Column): string[] {
  const width = Math.max(name.length, ...cells.map((cell) => cell.length));
  return [name, ...cells].map((text) => (isProse ? text.padEnd(width) : text.padStart(width)));
}

function groupColumns(columns: readonly Column[]): { readonly title: string; readonly members: readonly Column[] }[] {
  const titles = [...new Set(columns.map(({ group }) => group))];
  return titles.map((title) => ({ title, members: columns.filter(({ group }) => group === title) }));
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

/**
 * Writes records as CSV (RFC 4180), with a line end after every line. Null is an empty cell. A text that a spreadsheet
 * would run as a formula begins with an apostrophe.
 */
export function formatCsv(records: readonly Readonly<Record<string, string | number | boolean | null>>[]): string {
  const quote = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = [Object.keys(records[0] ?? {}), ...records.map((record) => Object.values(record))];
  const harmless = (value: unknown) => (typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
  return lines.map((line) => `${line.map((value) => quote(String(harmless(value) ?? ''))).join(',')}\n`).join('');
}

/**
 * Writes a table under a heading as HTML that scrolls horizontally if it is wide.
 *
 * @param formatCell - writes a cell that is not a row heading as HTML
 */
export function formatHtmlTable({ title, columns }: Table, formatCell: (cell: string) => string = escapeHtml): string {
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
    formatHeading(title),
    `<div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0">\n`,
    `<table${columns.some(({ isProse }) => isProse) ? ' class="prose"' : ''}>\n`,
    `<thead>${hasGroups ? `<tr>${groups.join('')}</tr>\n` : ''}<tr>${names.join('')}</tr></thead>\n`,
    `<tbody>\n${rows.join('')}</tbody>\n</table>\n</div>\n`,
  ].join('');
}

function rowsOf(columns: readonly Column[]): string[][] {
  return (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] as string));
}
