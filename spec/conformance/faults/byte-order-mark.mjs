import { adapter } from './adapter.mjs';

await adapter({ start: (answer) => process.stdout.write(`\ufeff${JSON.stringify(answer)}\n`) });
