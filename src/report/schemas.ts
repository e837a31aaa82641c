import { z } from 'zod';
import { claimsSchema } from './claims.ts';
import { explainSchema } from './explanation.ts';
import { evaluateSchema, sweepSchema } from './output.ts';
import { summarySchema } from './summary.ts';

/** What each command prints as JSON, by its name. */
const outputs: Readonly<Record<string, z.ZodType>> = {
  sweep: sweepSchema,
  evaluate: evaluateSchema,
  summarise: summarySchema,
  explain: explainSchema,
  claims: claimsSchema,
};

/**
 * JSON Schemas (2020-12) of what the commands print. Fields may be added to an output; those of the schema stay.
 *
 * @returns text of a file, by its name
 */
export function formatOutputSchemas(): Record<string, string> {
  const entries = Object.entries(outputs).map(([command, schema]) => {
    const title = `What lifspec ${command} --format json prints`;
    const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
    return [`${command}.schema.json`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
  });
  return Object.fromEntries(entries);
}
