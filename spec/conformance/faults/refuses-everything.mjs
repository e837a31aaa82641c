import { adapter, say } from './adapter.mjs';

await adapter({ run: ({ id }) => say({ id, error: { kind: 'invalid-input', message: 'I do not like it' } }) });
