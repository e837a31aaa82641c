import { stringify } from 'yaml';
import { z } from 'zod';
import { skipFileSchema } from '../conformance/judge/skip.ts';
import { verdictSchema } from '../conformance/judge/verdict.ts';
import { explainSchema } from '../study/explanation/explanation-schema.ts';
import { evaluateSchema, sweepSchema } from '../study/results/saved-results.ts';
import { workflowSchema } from '../study/workflow-config.ts';
import { claimsSchema } from './claims.ts';
import { costSchema } from './cost.ts';
import { fingerprintOutputSchema } from './fingerprint.ts';
import { smokeSchema } from './smoke.ts';
import { summarySchema } from './summary.ts';

/** Titles and schemas of other JSON that commands print or read, by file name. */
const others: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  check: ['What lifspec check --report json prints', verdictSchema],
  fingerprint: ['What lifspec fingerprint --report json prints', fingerprintOutputSchema],
  smoke: ['What lifspec smoke --report json prints', smokeSchema],
  skips: ['What lifspec check --skip reads', skipFileSchema],
};

/** Schema of what each command prints with `--format json`. */
const outputs: Readonly<Record<string, z.ZodType>> = {
  sweep: sweepSchema,
  evaluate: evaluateSchema,
  summarize: summarySchema,
  explain: explainSchema,
  plan: costSchema,
  claims: claimsSchema,
};

/**
 * Writes the JSON Schemas (2020-12) of what the commands print. Outputs may gain fields, but never lose those of the
 * schema.
 *
 * @returns text by file name
 */
export function formatOutputSchemas(): Record<string, string> {
  const printed = Object.entries(outputs).map(
    ([command, schema]) => [command, `What lifspec ${command} --format json prints`, schema] as const,
  );
  const all = [...printed, ...Object.entries(others).map(([name, [title, schema]]) => [name, title, schema] as const)];
  return Object.fromEntries(all.map(([name, title, schema]) => [`${name}.schema.json`, formatSchema(title, schema)]));
}

/** Writes the JSON Schema of the workflow's configuration as YAML. */
export function formatWorkflowSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(workflowSchema, { target: 'draft-2020-12', io: 'input' });
  return stringify({ $schema, title: 'Configuration of the workflow', ...rest }, { lineWidth: 120 });
}

function formatSchema(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
