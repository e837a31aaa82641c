import type { OverSeeds, SeedSummary } from '../study/results/seed-summary.ts';
import { bootstrap, fewestSeeds } from '../study/statistics/bootstrap.ts';
import { type Column, floorName, percent } from './columns.ts';

/** The table of a summary: a line an operating point. Accuracies in percent. */
export function columnsOfSummaries(summaries: readonly SeedSummary[]): Column[] {
  const column = (group: string, name: string, cellOf: (summary: SeedSummary) => string): Column => {
    return { group, name, cells: summaries.map(cellOf) };
  };
  const layers = summaries[0]?.spikesPerNeuronStep ?? [];
  return [
    column('', 'amplitude', ({ amplitude }) => String(amplitude)),
    column('', 'floor', ({ minVoltage }) => floorName(minVoltage)),
    column('', 'seeds', ({ seeds }) => String(seeds.length)),
    ...columnsOfAccuracy('accuracy with spikes over seeds, %', summaries, ({ spikingAccuracy }) => spikingAccuracy),
    ...columnsOfAccuracy('as a rate network, %', summaries, ({ rateAccuracy }) => rateAccuracy),
    ...layers.map((_, layer) =>
      column('mean spikes a neuron and step', `layer ${layer + 1}`, ({ spikesPerNeuronStep }) =>
        (spikesPerNeuronStep[layer] as number).toFixed(4),
      ),
    ),
  ];
}

function columnsOfAccuracy(
  group: string,
  summaries: readonly SeedSummary[],
  accuracyOf: (summary: SeedSummary) => OverSeeds,
): Column[] {
  const values = summaries.map(accuracyOf);
  return [
    { group, name: 'mean', cells: values.map(({ mean }) => percent(mean)) },
    { group, name: '95 % interval', cells: values.map(({ interval }) => formatInterval(interval)) },
    { group, name: 'max − min', cells: values.map(({ greatest, least }) => percent(greatest - least)) },
    { group, name: 'deviation', cells: values.map(({ deviation }) => (deviation === null ? '–' : percent(deviation))) },
  ];
}

/** Writes an interval in percent. */
function formatInterval(interval: OverSeeds['interval']): string {
  return interval === null ? '–' : `${percent(interval[0])} … ${percent(interval[1])}`;
}

/** Summaries that belong into one table. */
export interface SummaryGroup {
  readonly title: string;
  readonly summaries: readonly SeedSummary[];
}

/** Puts summaries of one kind of network together. */
export function groupSummaries(summaries: readonly SeedSummary[]): SummaryGroup[] {
  const titles = [...new Set(summaries.map(titleOf))];
  return titles.map((title) => ({ title, summaries: summaries.filter((summary) => titleOf(summary) === title) }));
}

function titleOf({ network, mode, rescaled, images }: SeedSummary): string {
  return `${network} network, ${mode}${rescaled ? ', rescaled' : ''}, ${images} images`;
}

/** What has to be said of the intervals: how they are made, and how far they can be trusted. */
export function noteOnIntervals(summaries: readonly SeedSummary[]): string {
  const counts = summaries.map(({ seeds }) => seeds.length);
  const none = `With fewer than ${fewestSeeds} seeds there is no interval.`;
  if (Math.max(...counts) < fewestSeeds) return none;
  const how = `Intervals are those of the mean over seeds, ${100 * bootstrap.coverage} %, percentile bootstrap of ${bootstrap.draws} draws. Of few seeds they hold it less often than that: of 3 in 75 %, of 5 in 83 %, of 10 in 89 %.`;
  return Math.min(...counts) < fewestSeeds ? `${how} ${none}` : how;
}
