// as an old PowerShell writes
import { adapter } from './adapter.mjs';

await adapter({ start: (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`, 'utf16le') });
