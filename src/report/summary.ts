import { z } from 'zod';
import { shownText } from '../base/text.ts';
import type { Versions } from '../base/version.ts';
import type { OverSeeds, SeedSummary } from '../study/results/seed-summary.ts';
import { formatCsv } from './csv.ts';
import { formatMarkdownTable } from './markdown-table.ts';
import { versionsSchema } from './output.ts';
import { columnsOfSummaries, groupSummaries } from './summary-columns.ts';
import { drawTable } from './text-table.ts';

/** What `lifspec summarize --format json` prints. */
export interface SummaryOutput {
  readonly versions: Versions;
  /** What has to be said of the intervals. */
  readonly note: string;
  readonly summaries: readonly SeedSummary[];
}

const share: z.ZodNumber = z.number().min(0).max(1);

const overSeeds: z.ZodType<OverSeeds> = z.object({
  mean: share,
  interval: z.tuple([share, share]).nullable().describe('95 % bootstrap interval of the mean; null: too few seeds'),
  least: share,
  greatest: share,
  deviation: z.number().min(0).nullable().describe('standard deviation between seeds; null: one seed'),
});

/** What a summary must look like. */
export const summarySchema: z.ZodType<SummaryOutput> = z.object({
  versions: versionsSchema,
  note: z.string().min(1),
  summaries: z
    .array(
      z.object({
        mode: z.enum(['fixed', 'retrained']),
        network: shownText,
        amplitude: z.number().positive(),
        minVoltage: z.number().max(0).nullable().describe('floor of the voltage; null is none'),
        rescaled: z.boolean(),
        images: z.int().min(1),
        seeds: z.array(z.int().min(0)).min(1),
        spikingAccuracy: overSeeds,
        rateAccuracy: overSeeds,
        spikesPerNeuronStep: z.array(share).min(1).describe('mean over seeds, a layer'),
      }),
    )
    .min(1),
});

/** Writes a summary for the terminal: a table for each kind of network, and what has to be said of the intervals. */
export function formatSummaryText({ versions, note, summaries }: SummaryOutput): string {
  return [`lifspec ${versions.lifspec}: summary over seeds`, '', ...drawSummary(summaries), note, ''].join('\n');
}

/**
 * Draws a table for each kind of network.
 *
 * @returns lines without a line end, an empty one after each table
 */
export function drawSummary(summaries: readonly SeedSummary[]): string[] {
  return groupSummaries(summaries).flatMap(({ title, summaries: members }) => [
    title,
    '',
    ...drawTable(columnsOfSummaries(members)),
    '',
  ]);
}

/** Writes a summary as Markdown. */
export function formatSummaryMarkdown({ note, summaries }: SummaryOutput): string {
  const tables = groupSummaries(summaries).map(({ title, summaries: members }) => {
    const columns = columnsOfSummaries(members);
    const names = columns.map(({ group, name }) => (group === '' ? name : `${group}: ${name}`));
    const lines = members.map((_, line) => columns.map(({ cells }) => cells[line] as string));
    return `${title}\n\n${formatMarkdownTable([names, ...lines])}\n`;
  });
  return `${tables.join('\n')}${note}\n`;
}

/** Writes a summary as CSV: one line an operating point, `none` for no floor, nothing where there is no number. */
export function formatSummaryCsv({ summaries }: SummaryOutput): string {
  const accuracies = ['spikingAccuracy', 'rateAccuracy'] as const;
  const numbers = ['Mean', 'Low', 'High', 'Least', 'Greatest', 'Deviation'];
  const layers = summaries[0]?.spikesPerNeuronStep.map((_, layer) => `spikesPerNeuronStep${layer + 1}`) ?? [];
  const header = [
    'mode,network,amplitude,minVoltage,rescaled,images,seeds'.split(','),
    accuracies.flatMap((what) => numbers.map((number) => `${what}${number}`)),
    layers,
  ].flat();
  const lines = summaries.map((summary) => [
    summary.mode,
    summary.network,
    summary.amplitude,
    summary.minVoltage ?? 'none',
    summary.rescaled,
    summary.images,
    summary.seeds.length,
    ...accuracies.flatMap((what) => {
      const { mean, interval, least, greatest, deviation } = summary[what];
      return [mean, interval?.[0] ?? '', interval?.[1] ?? '', least, greatest, deviation ?? ''];
    }),
    ...summary.spikesPerNeuronStep,
  ]);
  return formatCsv([header, ...lines]);
}
