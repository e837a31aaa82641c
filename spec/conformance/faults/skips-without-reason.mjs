import { adapter, say } from './adapter.mjs';

await adapter({ run: ({ id }) => say({ id, skipped: '' }) });
