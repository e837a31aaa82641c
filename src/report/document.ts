import type { Column } from './table.ts';

/** A report. Every format is written from it: text.ts, markdown.ts and html.ts write the same parts. */
export interface Document {
  readonly title: string;
  readonly parts: readonly Part[];
  /** What a terminal has no room for; text omits it. */
  readonly appendix?: readonly Part[];
}

/** A tone only repeats what the sentence says. */
export type Tone = 'good' | 'bad' | 'soft' | 'answer';

interface Sentences {
  readonly kind: 'sentences';
  readonly lines: readonly string[];
  readonly tone?: Tone;
}

interface List {
  readonly kind: 'list';
  readonly lines: readonly string[];
}

interface Code {
  readonly kind: 'code';
  readonly lines: readonly string[];
}

/** A table; the label names it for screen readers. */
export interface Table {
  readonly kind: 'table';
  readonly label: string;
  readonly columns: readonly Column[];
}

/** A figure, which only pages show. */
interface Figure {
  readonly kind: 'figure';
  readonly svg: string;
  readonly caption: readonly string[];
}

interface Section {
  readonly kind: 'section';
  readonly title: string;
  readonly parts: readonly Part[];
}

/** A line whose parts a page shows when it is opened; other formats show the line alone. */
export interface Details {
  readonly kind: 'details';
  readonly name: string;
  readonly outcome?: string;
  readonly text?: string;
  readonly isOpen?: boolean;
  readonly parts: readonly Part[];
}

/** Code to paste, which pages show when it is opened. */
export interface Example {
  readonly kind: 'example';
  readonly title: string;
  readonly language: 'json' | 'python';
  readonly lines: readonly string[];
  /** Whether text leaves it out, and Markdown shows it when it is opened. */
  readonly isFolded?: boolean;
}

/** A part of a document. All text in it may come from outside; formats escape it. */
export type Part = Sentences | List | Code | Table | Figure | Section | Details | Example;

// The functions below return no part if there is nothing to show.

export function sentences(lines: readonly string[], tone?: Tone): Part[] {
  return lines.length === 0 ? [] : [{ kind: 'sentences', lines, ...(tone && { tone }) }];
}

export function list(lines: readonly string[]): Part[] {
  return lines.length === 0 ? [] : [{ kind: 'list', lines }];
}

export function code(lines: readonly string[]): Part[] {
  return lines.length === 0 ? [] : [{ kind: 'code', lines }];
}

export function section(title: string, parts: readonly Part[]): Part[] {
  return parts.length === 0 ? [] : [{ kind: 'section', title, parts }];
}

export function table(label: string, columns: readonly Column[]): Part[] {
  return (columns[0]?.cells ?? []).length === 0 ? [] : [{ kind: 'table', label, columns }];
}

/** A table under a heading, which also labels it. */
export function titledTable(title: string, columns: readonly Column[]): Part[] {
  return section(title, table(title, columns));
}
