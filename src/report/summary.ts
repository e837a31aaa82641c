import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { versionsSchema } from '../base/version.ts';
import { seedSummary } from '../study/results/seed-summary.ts';

/** The schema of what `lifspec summarize --format json` prints. */
export const summarySchema = z.object({
  versions: versionsSchema,
  note: z.string().min(1).describe('how the intervals are computed and how reliable they are'),
  summaries: z.array(seedSummary).min(1),
});

/** A summary over seeds. */
export interface SummaryOutput extends DataOf<typeof summarySchema> {}
