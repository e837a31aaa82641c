/* Writes the JSON Schemas of vectors, protocol messages and reports into dist/schemas: the last step of `npm run build`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatProtocolSchemas } from '../src/conformance/protocol/schemas.ts';
import { formatVectorSchema } from '../src/conformance/vectors/vector-schema.ts';
import { formatOutputSchemas } from '../src/report/schemas.ts';

const ofProtocol = Object.entries(formatProtocolSchemas()).map(
  ([name, text]) => [join('protocol', name), text] as const,
);
const others = Object.entries({ 'vector.schema.json': formatVectorSchema(), ...formatOutputSchemas() });
rmSync(join('dist', 'schemas'), { recursive: true, force: true });
for (const [name, text] of [...others, ...ofProtocol]) {
  const path = join('dist', 'schemas', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
