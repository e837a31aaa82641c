import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProtocolSchemas } from '../src/conformance/protocol/schemas.ts';
import { formatVectorSchema } from '../src/conformance/vectors/vector-schema.ts';
import { formatOutputSchemas, formatWorkflowSchema } from '../src/report/schemas.ts';

const folder = join('fixtures', 'schemas');

/** Writes the JSON Schemas of vectors, protocol messages, reports and the workflow's configuration. */
export function writeSchemas(): void {
  writeAll(folder, { 'vector.schema.json': formatVectorSchema(), ...formatOutputSchemas() });
  writeAll(join(folder, 'protocol'), formatProtocolSchemas());
  writeAll('workflow', { 'config.schema.yaml': formatWorkflowSchema() });
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
