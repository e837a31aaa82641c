/**
 * Makes a text from outside safe to show on one line: characters that move a cursor, break a line or turn the direction
 * of writing, or that no XML may hold, are spelled out, and a long text is cut.
 *
 * @example printable('a\u001b[2Jb\n') // 'a\\u{1b}[2Jb\\u{a}'
 */
export function printable(text: string, longest = 200): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
  });
}
