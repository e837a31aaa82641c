import { adapter, say } from './adapter.mjs';

await adapter({ run: ({ id, ...answer }) => say(answer) });
