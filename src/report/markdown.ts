import { printable } from '../base/text.ts';

/** Longest text, and longest line of a code block, in characters. */
const maxLength = { text: 2000, line: 20_000 };

/** Makes external text safe inside Markdown and its tables: markup, HTML and mentions have no effect. */
export function escapeMarkdown(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return printable(text, maxLength.text)
    .replace(/[&<>]/g, (character) => entities[character] as string)
    .replace(/[\\`*_[\]|~#!]/g, '\\$&')
    .replace(/@/g, '@<!-- -->');
}

/** Puts lines into a code block that their content cannot end. */
export function formatCodeBlock(lines: readonly string[]): string {
  const text = lines.map((line) => printable(line, maxLength.line)).join('\n');
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longestRun + 1));
  return `${fence}text\n${text}\n${fence}\n`;
}

/** Writes a list, one item per line. */
export function formatMarkdownList(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeMarkdown(line)}\n`).join('');
}
