import type { AccuracyCurve } from '../study/results/accuracy-curve.ts';

/** Size inside the axes, in characters. */
const size = { columns: 60, lines: 20 };

const spikingMarks = ['o', 'x', '+', '#'];
const rateMark = '.';
const sharedMark = '*';

/**
 * Draws accuracy (0 to 100 %) against amplitude in characters, each curve with its own mark.
 *
 * @returns lines without a line end
 */
export function drawPlot(curves: readonly AccuracyCurve[]): string[] {
  const amplitudes = curves.flatMap(({ points }) => points.map(({ amplitude }) => amplitude));
  const first = Math.min(...amplitudes);
  const last = Math.max(...amplitudes);
  const cells = Array.from({ length: size.lines + 1 }, () => new Array<string>(size.columns + 1).fill(' '));
  const marked = curves.map((curve, index) => ({ curve, mark: markOf(curve, index) }));
  for (const { curve, mark } of marked) {
    for (const { amplitude, accuracy } of curve.points) {
      const column = last > first ? Math.round((size.columns * (amplitude - first)) / (last - first)) : 0;
      const line = cells[size.lines - Math.round(size.lines * accuracy)] as string[];
      line[column] = line[column] === ' ' || line[column] === mark ? mark : sharedMark;
    }
  }
  const axis = (line: number) => (line % 5 === 0 ? `${100 - (100 * line) / size.lines} %` : '').padStart(5);
  const ends = `${first}`.padEnd(size.columns + 1 - `${last}`.length);
  return [
    'accuracy',
    ...cells.map((line, index) => `${axis(index)} │${line.join('')}`.trimEnd()),
    `      └${'─'.repeat(size.columns + 1)}`,
    last > first ? `       ${ends}${last}  amplitude` : `       ${first}  amplitude`,
    `       ${[...marked.map(({ curve, mark }) => `${mark} ${curve.name}`), `${sharedMark} several`].join('   ')}`,
  ];
}

function markOf({ floor }: AccuracyCurve, index: number): string {
  return floor === 'rate' ? rateMark : (spikingMarks[index % spikingMarks.length] as string);
}
