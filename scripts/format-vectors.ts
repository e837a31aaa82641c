import { writeLine } from '../src/conformance/protocol/json-line.ts';
import type { VectorFile } from '../src/conformance/vectors/vector-file.ts';

const width = 120;
/** Numbers per line of a long list, so that a step is found by counting lines. */
const numbersPerLine = 10;

/**
 * Formats a file of vectors for reading: whatever fits on one line, tables with one row per line, as many
 * names per line as fit, and other lists of numbers with ten per line.
 */
export function formatVectors(file: VectorFile): string {
  return `${format(file, '')}\n`;
}

function format(value: unknown, indent: string): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null) return line;
  if (indent.length + line.length <= width) return line;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const inner = `${indent}  `;
  const lines = Array.isArray(value) ? linesOfList(value, inner) : linesOfObject(value, inner);
  return `${open}\n${lines.map((one) => inner + one).join(',\n')}\n${indent}${close}`;
}

const linesOfObject = (value: object, indent: string): string[] =>
  Object.entries(value).map(([field, one]) => `${JSON.stringify(field)}: ${format(one, indent)}`);

function linesOfList(list: readonly unknown[], indent: string): string[] {
  if (isNames(list)) return filled(list.map(onOneLine), width - indent.length);
  if (list.every((one) => (isRow(one) ? one.length === 1 : typeof one !== 'object')))
    return inTens(list.map(onOneLine));
  return list.map((one) => (isRow(one) ? onOneLine(one) : format(one, indent)));
}

/** Names of mutants. */
const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

const isRow = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.every((one) => typeof one !== 'object');

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return writeLine(value);
  const fields = Object.entries(value).map(([field, one]) => `${JSON.stringify(field)}: ${onOneLine(one)}`);
  return `{ ${fields.join(', ')} }`;
}

/** Joins items to lines that are at most so long, unless an item is longer. */
function filled(items: readonly string[], longest: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const extended = `${lines.at(-1)}, ${item}`;
    if (lines.length > 0 && extended.length < longest) lines[lines.length - 1] = extended;
    else lines.push(item);
  }
  return lines;
}

function inTens(items: readonly string[]): string[] {
  return items.flatMap((_, index) =>
    index % numbersPerLine === 0 ? [items.slice(index, index + numbersPerLine).join(', ')] : [],
  );
}
