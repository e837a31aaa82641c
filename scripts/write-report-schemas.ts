import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOutputSchemas, formatWorkflowSchema } from '../src/report/schemas.ts';

// after `npm run build`, from the folder of the package: node dist/scripts/write-report-schemas.js
for (const [name, text] of Object.entries(formatOutputSchemas()))
  writeFileSync(join('fixtures', 'schemas', name), text);
writeFileSync(join('workflow', 'config.schema.yaml'), formatWorkflowSchema());
