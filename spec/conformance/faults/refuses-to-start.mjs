import { adapter, say } from './adapter.mjs';

await adapter({ start: ({ id }) => say({ id, error: { kind: 'unsupported-protocol', message: 'protocol 3 only' } }) });
