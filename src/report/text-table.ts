import { type Column, groupsOf } from './columns.ts';

/**
 * Draws a table for the terminal: headings, a line of the groups above them, cells to the right.
 *
 * @returns lines without a line end
 */
export function drawTable(columns: readonly Column[]): string[] {
  const groups = groupsOf(columns).map(({ title, columns: members }) => {
    const blocks = members.map(drawColumn);
    const width = blocks.reduce((sum, block) => sum + (block[0] as string).length + 2, -2);
    const room = Math.max(width, title.length);
    const lines = (blocks[0] as string[]).map((_, line) => blocks.map((block) => block[line]).join('  '));
    return [title.padEnd(room), ...lines.map((line) => line.padEnd(room))];
  });
  return (groups[0] ?? []).map((_, line) =>
    groups
      .map((group) => group[line])
      .join('   ')
      .trimEnd(),
  );
}

function drawColumn({ name, cells }: Column): string[] {
  const width = Math.max(name.length, ...cells.map((cell) => cell.length));
  return [name, ...cells].map((text) => text.padStart(width));
}
