import { groupBy } from '../base/group-by.ts';

/** A column of a table; every format is written from columns. */
export interface Column {
  /** Heading above the names of neighboring columns; empty for none. */
  readonly group: string;
  readonly name: string;
  /** [row] */
  readonly cells: readonly string[];
  /** Prose is aligned to the left, numbers to the right. */
  readonly isProse: boolean;
}

/** A column before it is filled: its name, what its cells contain, and its group. */
export type ColumnOf<Item> = readonly [name: string, cellOf: (item: Item) => string | number, group?: string];

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

export function rowsOf(columns: readonly Column[]): string[][] {
  return (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] as string));
}

/** The columns under each group heading. */
export function groupColumns(
  columns: readonly Column[],
): { readonly title: string; readonly members: readonly Column[] }[] {
  return Array.from(
    groupBy(columns, ({ group }) => group),
    ([title, members]) => ({ title, members }),
  );
}

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
