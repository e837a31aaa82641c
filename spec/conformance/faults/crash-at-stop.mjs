import { adapter } from './adapter.mjs';

await adapter({ stop: () => process.exit(70) });
