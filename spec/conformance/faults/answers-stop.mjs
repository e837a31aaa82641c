import { adapter, say } from './adapter.mjs';

await adapter({ stop: ({ id }) => say({ id, output: {} }) });
