import { adapter, say } from './adapter.mjs';

await adapter({ start: (answer) => say({ ...answer, protocol: 1 }) });
