import { z } from 'zod';

/**
 * Invisible characters: they move the cursor, change the writing direction, join their neighbors, have no width, look
 * like a blank (the last one, of Braille), or are not allowed in XML.
 */
const unseen = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800`;
const allUnseen = new RegExp(`[${unseen}]`, 'gu');

/** External text that will be printed on one line. */
export const shownText: z.ZodString = z
  .string()
  .min(1)
  .max(200)
  .regex(new RegExp(`^[^${unseen}]*$`, 'u'), 'expected no control or invisible characters');

/**
 * External text on one printable line. Invisible characters are escaped. Long text is truncated.
 *
 * @example printable('a\u001b[2Jb\n') // 'a\\u{1b}[2Jb\\u{a}'
 */
export function printable(text: string, longest = 200): string {
  const start = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return start.replace(allUnseen, (character) => {
    return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
  });
}

/**
 * Names the first items of a list.
 *
 * @example nameSome(['a', 'b', 'c'], 1) // 'a, 2 more'
 */
export function nameSome(names: readonly string[], most: number): string {
  const others = names.length > most ? [`${names.length - most} more`] : [];
  return [...names.slice(0, most), ...others].join(', ');
}

/** A message without its numbers, so that messages that differ only in numbers become equal. */
export const withoutNumbers = (message: string): string => message.replace(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g, '0');

/** Writes a value as JSON for a file: indented, with a line end. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Writes results as JSON, with one row or other item of a list per line, and a list of numbers on one line. */
export function formatRows(value: unknown): string {
  return `${formatIndented(value, '')}\n`;
}

function formatIndented(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (!Array.isArray(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const lines = fields.map(([name, field]) => `${JSON.stringify(name)}: ${formatIndented(field, inner)}`);
    return enclose('{', lines, `${indent}}`);
  }
  if (value.every((item) => typeof item === 'number' || item === null)) return JSON.stringify(value);
  return enclose(
    '[',
    value.map((item) => JSON.stringify(item)),
    `${indent}]`,
  );
}

function enclose(open: string, lines: readonly string[], close: string): string {
  if (lines.length === 0) return open + close.trim();
  return `${open}${lines.map((line) => `\n${close.slice(0, -1)}  ${line}`).join(',')}\n${close}`;
}
