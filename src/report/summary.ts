import { z } from 'zod';
import { shownText } from '../base/text.ts';
import type { Versions } from '../base/version.ts';
import { versionsSchema } from '../study/results/saved-results.ts';
import type { OverSeeds, SeedSummary } from '../study/results/seed-summary.ts';
import { tabulateSummaries } from './study-tables.ts';
import { formatMarkdownTable, formatTextTable } from './table.ts';

/** What `lifspec summarize --format json` prints. */
export interface SummaryOutput {
  readonly versions: Versions;
  /** How the intervals are computed and how reliable they are. */
  readonly note: string;
  readonly summaries: readonly SeedSummary[];
}

const fraction: z.ZodNumber = z.number().min(0).max(1);

const overSeeds: z.ZodType<OverSeeds> = z.object({
  mean: fraction,
  interval: z
    .tuple([fraction, fraction])
    .nullable()
    .describe('Student’s 95 % interval of the mean; null for too few seeds'),
  least: fraction,
  greatest: fraction,
  deviation: z.number().min(0).nullable().describe('standard deviation over seeds; null for one seed'),
});

/** Schema of a summary. */
export const summarySchema: z.ZodType<SummaryOutput> = z.object({
  versions: versionsSchema,
  note: z.string().min(1),
  summaries: z
    .array(
      z.object({
        mode: z.enum(['fixed', 'retrained']),
        network: shownText,
        amplitude: z.number().positive(),
        minVoltage: z.number().max(0).nullable().describe('voltage floor; null is no floor'),
        rescaled: z.boolean(),
        images: z.int().min(1),
        seeds: z.array(z.int().min(0)).min(1),
        spikingAccuracy: overSeeds,
        rateAccuracy: overSeeds,
        spikesPerNeuronStep: z.array(fraction).min(1).describe('mean over seeds, one per layer'),
      }),
    )
    .min(1),
});

/** Writes a summary for the terminal: one table per kind of network, then how the intervals are computed. */
export function formatSummaryText({ versions, note, summaries }: SummaryOutput): string {
  return [`lifspec ${versions.lifspec}: summary over seeds`, '', ...formatSummaryTables(summaries), note, ''].join(
    '\n',
  );
}

/**
 * Draws one table per kind of network for the terminal.
 *
 * @returns lines without a line end, an empty one after each table
 */
export function formatSummaryTables(summaries: readonly SeedSummary[]): string[] {
  return tabulateSummaries(summaries).flatMap(({ title, columns }) => [title, '', ...formatTextTable(columns), '']);
}

/** Writes a summary as Markdown. */
export function formatSummaryMarkdown({ note, summaries }: SummaryOutput): string {
  const tables = tabulateSummaries(summaries).map(
    ({ title, columns }) => `${title}\n\n${formatMarkdownTable(columns)}\n`,
  );
  return `${tables.join('\n')}${note}\n`;
}
