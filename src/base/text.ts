import { z } from 'zod';

/** External text that will be printed: no characters that move the cursor or change the writing direction. */
export const shownText: z.ZodString = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'no control characters expected');

/**
 * External text on one printable line. Control characters, line breaks, and characters that change the writing
 * direction or are not allowed in XML are escaped. Long text is truncated.
 *
 * @example printable('a\u001b[2Jb\n') // 'a\\u{1b}[2Jb\\u{a}'
 */
export function printable(text: string, longest = 200): string {
  const start = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return start.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
  });
}

/** Writes a value as JSON for a file or stdout: indented, with a line end. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
