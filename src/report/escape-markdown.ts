import { printable } from '../conformance/protocol/driver/printable.ts';

/** Makes text from outside safe inside Markdown, in a table too: it is read as it stands, with no markup and no HTML. */
export function escapeMarkdown(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return printable(text, longest)
    .replace(/[&<>]/g, (character) => entities[character] as string)
    .replace(/[\\`*_[\]|~#!]/g, '\\$&')
    .replace(/@/g, '@\u200B'); // no mention of anybody
}

/** Longest text, characters. */
const longest = 2000;

/** Puts lines into a block of code; whatever they hold, they do not end it. */
export function fence(lines: readonly string[]): string {
  const text = lines.map((line) => printable(line, 20_000)).join('\n');
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(Math.max(3, longestRun + 1));
  return `${mark}text\n${text}\n${mark}\n`;
}
