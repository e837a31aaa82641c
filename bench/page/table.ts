import { type Spread, spreadOf } from '../spread.ts';
import { formatSpread, markdownTable } from '../table.ts';
import type { Visit } from './measure.ts';

/** Results of the benchmark of the page. */
export interface PageResult {
  readonly lifspec: string;
  readonly browser: string;
  readonly machine: string;
  /** Load average of the previous minute; above 0 if the machine was not idle. */
  readonly loadBefore: number;
  readonly visits: readonly Visit[];
}

/** Writes the results as Markdown. */
export function writePageMarkdown({ lifspec, browser, machine, loadBefore, visits }: PageResult): string {
  const over = (read: (visit: Visit) => number): Spread => spreadOf(visits.map(read));
  const [first] = visits;
  if (first === undefined) throw new RangeError('visits must be one or more, but are none');
  const rows = [
    ['first figure interactive, ms', '< 1000', formatSpread(over((visit) => visit.firstFigureMilliseconds))],
    ['from Stop to stopped, ms', '< 100', formatSpread(over((visit) => visit.stopMilliseconds))],
    ...first.exams.map(({ amplitude }, index) => [
      `whole network at amplitude ${amplitude}, images/s`,
      '≥ 100',
      formatSpread(over((visit) => visit.exams[index]?.imagesPerSecond ?? 0)),
    ]),
    ...first.drags.map(({ slider }, index) => [
      `frames/s while ${slider} is dragged`,
      '60',
      formatSpread(over((visit) => visit.drags[index]?.framesPerSecond ?? 0)),
    ]),
  ];
  const tasks = first.tasks.map(({ during }, index) => [
    during,
    formatSpread(over((visit) => visit.tasks[index]?.milliseconds ?? 0)),
    formatProcessor(visits.map((visit) => visit.tasks[index]?.processorMilliseconds)),
  ]);
  return [
    '# The page',
    `lifspec ${lifspec} in ${browser} on ${machine}; load before the run ${loadBefore.toFixed(2)}. Median (least–most) of ${visits.length} visits, each with a freshly loaded page from this machine.`,
    markdownTable(['', 'wanted', 'measured'], rows),
    '## Longest task of the main thread, ms; wanted: 50 at most',
    markdownTable(['while', 'by the clock', 'of the processor'], tasks),
    '',
  ].join('\n\n');
}

function formatProcessor(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? 'not told' : formatSpread(spreadOf(known));
}
