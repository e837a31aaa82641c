import { type BenchResult, type CostPoint, type Measured, speeds } from './result.ts';
import { pairedRatios, type Spread, spreadOf } from './spread.ts';

/** Contenders with which the others are compared, and the headings of their columns. */
const references = [
  ['nengo-dl', '× NengoDL'],
  ['pytorch-200', '× PyTorch, 200'],
  ['pytorch-50', '× PyTorch, 50'],
] as const;

/** All results as Markdown. */
export function writeMarkdown(result: BenchResult): string {
  const { settings, machine, missing, checks, versions, costs } = result;
  const { repetitions, steps, amplitude } = settings;
  const sections = [
    '# Benchmark',
    `lifspec ${result.lifspec} on ${machine.processor}, ${machine.cores} cores, ${machine.system}; load before the run ${machine.loadBefore.toFixed(2)}. ` +
      `Tutorial network with NengoDL's weights, ${steps} steps, amplitude ${amplitude}. Median (minimum–maximum) of ${repetitions} rounds, in which all contenders take turns; ` +
      'ratios compare values of the same round.',
    ...missingLines(missing),
    '## With spikes: from images in memory to classes',
    ...comparison(result.spiking),
    ...workersLine(result.spiking),
    '## Training: forward, backward and RMSprop, from given weights on',
    ...comparison(result.training),
    ...costSection(costs),
    '## Checks before the measurement',
    checks.map(({ title, statement }) => `- ${title} ${statement}.`).join('\n') || 'No contender took part.',
    '## Versions',
    Object.entries(versions)
      .map(
        ([peer, named]) =>
          `- ${peer}: ${Object.entries(named)
            .map((pair) => pair.join(' '))
            .join(', ')}`,
      )
      .join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Excluded contenders and the reasons. */
function missingLines(missing: BenchResult['missing']): string[] {
  if (missing.length === 0) return [];
  const lines = missing.map(({ title, reason }) => `- **${title} is missing:** ${reason}`);
  return [lines.join('\n')];
}

function comparison(measured: readonly Measured[]): string[] {
  if (measured.length === 0) return ['No contender was measured.'];
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
  const heads = ['', 'images', 'images/s', ...beside.map(({ heading }) => heading), 'memory, MB'];
  return [markdownTable(heads, rows)];
}

/** The speedup by a second worker, compared with that by a second process. */
function workersLine(measured: readonly Measured[]): string[] {
  const ratio = (name: string) => {
    const [one, two] = ['engine-1', name].map((wanted) => measured.find((other) => other.name === wanted));
    return one && two ? formatSpread(pairedRatios(speeds(two), speeds(one))) : undefined;
  };
  const [workers, processes] = [ratio('engine-2'), ratio('two-processes')];
  if (workers === undefined) return [];
  const most = processes === undefined ? '' : `; two independent processes are ${processes} × as fast`;
  return [`Two workers are ${workers} × as fast as one${most}.`];
}

function costSection(costs: readonly CostPoint[]): string[] {
  if (costs.length === 0) return [];
  const titles = [...new Set(costs.map(({ title }) => title))];
  const grouped = titles.flatMap((title) => costs.filter((point) => point.title === title));
  const rows = grouped.map((point) => [
    point.title,
    point.axis,
    String(point.value),
    formatSpread(spreadOf(point.seconds.map((seconds) => (1000 * seconds) / point.images))),
    point.spikesPerNeuronStep.toFixed(4),
  ]);
  return [
    '## Cost by images, steps and amplitude',
    markdownTable(['', 'changed', 'to', 'ms per image', 'spikes per neuron per step'], rows),
  ];
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
  const widths = heads.map((head, column) => Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
