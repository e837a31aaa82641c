import { adapter } from './adapter.mjs';

await adapter({ run: () => process.exit(0) });
