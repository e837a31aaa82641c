import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { versionsSchema } from '../base/version.ts';
import { type SeedSummary, seedSummary } from '../study/results/seed-summary.ts';
import { escapeMarkdown } from './markdown.ts';
import { tabulateSummaries } from './study-tables.ts';
import { formatMarkdownTable, formatTextTable } from './table.ts';

/** The schema of what `lifspec summarize --format json` prints. */
export const summarySchema = z.object({
  versions: versionsSchema,
  note: z.string().min(1).describe('how the intervals are computed and how reliable they are'),
  summaries: z.array(seedSummary).min(1),
});

/** A summary over seeds. */
export interface SummaryOutput extends DataOf<typeof summarySchema> {}

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
    ({ title, columns }) => `${escapeMarkdown(title)}\n\n${formatMarkdownTable(columns, escapeMarkdown)}\n`,
  );
  return `${tables.join('\n')}${note}\n`;
}
