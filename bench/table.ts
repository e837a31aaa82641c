import type { BenchSettings, Measured, Remark } from './contest.ts';
import { pairedRatios, type Spread, spreadOf } from './spread.ts';

/** All results of the benchmark. */
export interface BenchResult {
  readonly lifspec: string;
  /** Processor, cores and system. */
  readonly machine: string;
  /** Load average over the minute before: 0 on an idle machine. */
  readonly loadBefore: number;
  readonly settings: BenchSettings;
  /** Versions of the software in each process. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly missing: readonly Remark[];
  readonly checks: readonly Remark[];
  readonly spiking: readonly Measured[];
  readonly training: readonly Measured[];
}

/** Contenders with which the others are compared, and the headings of their columns. */
const references = [
  ['nengo-dl', '× NengoDL'],
  ['pytorch-200', '× PyTorch, 200'],
  ['pytorch-50', '× PyTorch, 50'],
  ['definition', '× kernel, definition'],
] as const;

/** All results as Markdown. */
export function writeMarkdown({ lifspec, machine, loadBefore, settings, ...result }: BenchResult): string {
  const { repetitions, steps, amplitude } = settings;
  const listOf = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');
  const sections = [
    '# Benchmark',
    `lifspec ${lifspec} on ${machine}; load before the run ${loadBefore.toFixed(2)}. ` +
      `Tutorial network with NengoDL's weights, ${steps} steps, amplitude ${amplitude}. Median (minimum–maximum) of ${repetitions} rounds, in which all contenders take turns; ` +
      'ratios compare values of the same round.',
    listOf(result.missing.map(({ title, statement }) => `**${title} is missing:** ${statement}`)),
    '## With spikes: from images in memory to classes',
    comparison(result.spiking),
    '## Training: forward, backward and RMSprop, from given weights on',
    comparison(result.training),
    '## Checks before the measurement',
    listOf(result.checks.map(({ title, statement }) => `${title} ${statement}.`)) || 'No contender took part.',
    '## Versions',
    listOf(
      Object.entries(result.versions).map(([peer, named]) => {
        const each = Object.entries(named).map((pair) => pair.join(' '));
        return `${peer}: ${each.join(', ')}`;
      }),
    ),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function comparison(measured: readonly Measured[]): string {
  if (measured.length === 0) return 'No contender was measured.';
  const beside = references.flatMap(([name, heading]) => {
    const reference = measured.find((other) => other.name === name);
    return reference === undefined ? [] : [{ reference, heading }];
  });
  const rows = measured.map((one) => [
    one.title,
    String(one.images),
    formatSpread(spreadOf(speeds(one))),
    ...beside.map(({ reference }) => formatSpread(pairedRatios(speeds(one), speeds(reference)))),
    `${Math.round(one.peakBytes / 1e6)}`,
  ]);
  return markdownTable(['', 'images', 'images/s', ...beside.map(({ heading }) => heading), 'memory, MB'], rows);
}

/** Images per second [round]. */
function speeds({ images, seconds }: Measured): number[] {
  return seconds.map((duration) => images / duration);
}

/** @example formatSpread({ median: 36.12, least: 33.4, most: 41 }) // '36.1 (33.4–41.0)' */
export function formatSpread({ median, least, most }: Spread): string {
  return `${threeDigits(median)} (${threeDigits(least)}–${threeDigits(most)})`;
}

function threeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Writes a table whose first column is text and whose other columns are numbers. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}
