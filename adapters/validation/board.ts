import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { escapeMarkdown } from '../../src/report/markdown.ts';
import { formatMarkdownTable, makeColumns } from '../../src/report/table.ts';
import { describeVerdict, nameLevel } from '../../src/report/verdict-sentences.ts';
import { type Adapter, adapters } from './adapters.ts';

/** What the board shows of a verdict. */
type Result = Pick<Verdict, 'implementation' | 'level' | 'shift' | 'conforming' | 'counts' | 'fault' | 'conventions'>;

/** An adapter with its baseline. */
export type Judged = readonly [Adapter, Result];

/** Writes the board: one row per simulator and version. */
export function formatBoard(judged: readonly Judged[]): string {
  const columns = makeColumns(judged, [
    ['simulator', ([{ file }, { implementation }]) => `[${implementation.name}](../../adapters/${file})`],
    ['version', ([, { implementation }]) => implementation.version ?? '–'],
    ['language', ([, { implementation }]) => implementation.language ?? '–'],
    ['supports', ([, { implementation }]) => implementation.capabilities.join(', ')],
    ['verdict', ([, result]) => escapeMarkdown(describeVerdict(result).split(/, level|: \d+ passed/)[0] as string)],
    ['level', ([, result]) => nameLevel(result)],
    [
      'differs from Nengo in',
      ([{ nir }, { conventions }]) => (nir ? '–' : escapeMarkdown(conventions.deviations.join('; ') || 'nothing')),
    ],
    ['issues', ([{ issues = [] }]) => issues.map((issue) => `[${shorten(issue)}](${issue})`).join(', ') || '–'],
  ]);
  return [
    '# Simulators and their verdicts\n',
    'One row per simulator and version, each judged by the conventions that it declares. `npm run validate -- --update` writes this table. An issue is the report of a difference in the repository of the simulator; “–” if a search in November 2026 found none, or if nothing is to be reported.\n',
    formatMarkdownTable(columns),
    '[The matrix](matrix.md) shows rules and claims, [the comparison](compare.md) why simulators differ. A simulator that conforms on some cases skips the others, for the reasons in [`adapters/skips`](../../adapters/skips).\n',
  ].join('\n');
}

/** `nengo-ocl#163` for the address of an issue. */
const shorten = (issue: string): string => issue.replace(/^.*\/([^/]+)\/(issues|pull)\/(\d+)$/, '$1#$3');

/** The adapters that have a baseline. */
export const judgedBy = (read: (name: string) => Result | undefined): Judged[] =>
  adapters.flatMap((adapter) => {
    const baseline = read(adapter.name);
    return baseline === undefined ? [] : [[adapter, baseline] as const];
  });
