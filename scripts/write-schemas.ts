/* Writes the JSON Schemas of vectors, protocol messages and reports into dist/schemas: the last step of `npm run build`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { formatJson } from '../src/base/text.ts';
import { skipFileSchema } from '../src/conformance/judge/skip.ts';
import { verdictSchema } from '../src/conformance/judge/verdict.ts';
import { formatProtocolSchemas, toJsonSchema } from '../src/conformance/protocol/schemas.ts';
import { formatVectorSchema } from '../src/conformance/vectors/vector-schema.ts';
import { claimsSchema } from '../src/report/claims.ts';
import { compareSchema } from '../src/report/compare.ts';
import { fingerprintOutputSchema } from '../src/report/fingerprint.ts';
import { explainSchema } from '../src/study/explanation/explanation-schema.ts';
import { sweepSchema } from '../src/study/results/saved-results.ts';

/** What commands print and read as JSON, by file name. Outputs may gain fields, but never lose a field of the schema. */
const outputs: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  sweep: ['What lifspec sweep --report json prints', sweepSchema],
  explain: ['What lifspec explain --report json prints', explainSchema],
  claims: ['What lifspec claims --report json prints', claimsSchema],
  check: ['What lifspec check --report json prints', verdictSchema],
  fingerprint: ['What lifspec fingerprint --report json prints', fingerprintOutputSchema],
  compare: ['What lifspec compare --report json prints', compareSchema],
  skips: ['What lifspec check --skip reads', skipFileSchema],
};

const ofOutputs = Object.entries(outputs).map(
  ([name, [title, schema]]) => [`${name}.schema.json`, formatJson(toJsonSchema(title, schema))] as const,
);
const ofProtocol = Object.entries(formatProtocolSchemas()).map(
  ([name, text]) => [join('protocol', name), text] as const,
);
rmSync(join('dist', 'schemas'), { recursive: true, force: true });
for (const [name, text] of [['vector.schema.json', formatVectorSchema()], ...ofOutputs, ...ofProtocol] as const) {
  const path = join('dist', 'schemas', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
