import { adapter } from './adapter.mjs';

await adapter({ run: (answer) => process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`) });
