// as adapters for lifspec 0.1 answer
import { adapter, say } from './adapter.mjs';

await adapter({ start: ({ protocol, ...answer }) => say(answer) });
