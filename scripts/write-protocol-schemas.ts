import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProtocolSchemas } from '../src/conformance/protocol/schemas.ts';

// after `npm run build`, from the folder of the package: node dist/scripts/write-protocol-schemas.js
const folder = join('fixtures', 'schemas', 'protocol');
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(formatProtocolSchemas())) writeFileSync(join(folder, name), text);
