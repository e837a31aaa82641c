// in the id, where nobody expects it
import { adapter } from './adapter.mjs';

const deep = '['.repeat(100_000) + ']'.repeat(100_000);
await adapter({ run: () => process.stdout.write(`{"id":${deep},"output":{}}\n`) });
