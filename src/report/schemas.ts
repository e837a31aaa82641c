import type { z } from 'zod';
import { formatJson } from '../base/text.ts';
import { skipFileSchema } from '../conformance/judge/skip.ts';
import { verdictSchema } from '../conformance/judge/verdict.ts';
import { toJsonSchema } from '../conformance/protocol/schemas.ts';
import { explainSchema } from '../study/explanation/explanation-schema.ts';
import { sweepSchema } from '../study/results/saved-results.ts';
import { claimsSchema } from './claims.ts';
import { compareSchema } from './compare.ts';
import { fingerprintOutputSchema } from './fingerprint.ts';

/** What commands print and read as JSON, with the schema, by file name. */
const outputs: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  sweep: ['What lifspec sweep --format json prints', sweepSchema],
  explain: ['What lifspec explain --format json prints', explainSchema],
  claims: ['What lifspec claims --format json prints', claimsSchema],
  check: ['What lifspec check --report json prints', verdictSchema],
  fingerprint: ['What lifspec fingerprint --report json prints', fingerprintOutputSchema],
  compare: ['What lifspec compare --report json prints', compareSchema],
  skips: ['What lifspec check --skip reads', skipFileSchema],
};

/**
 * Writes the JSON Schemas (2020-12) of what the commands print. Outputs may gain fields, but never lose a field of the
 * schema.
 *
 * @returns text by file name
 */
export function formatOutputSchemas(): Record<string, string> {
  const texts = Object.entries(outputs).map(([name, [title, schema]]) => {
    return [`${name}.schema.json`, formatJson(toJsonSchema(title, schema))];
  });
  return Object.fromEntries(texts);
}
