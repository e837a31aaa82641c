/**
 * Writes a table as Markdown; what would end a cell is escaped.
 *
 * @param lines - headings first
 */
export function formatMarkdownTable(lines: readonly (readonly string[])[]): string {
  const [names = [], ...rest] = lines;
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`;
  return [names, names.map(() => '---'), ...rest].map(line).join('');
}
