// keeps what it says to itself until it ends
import { adapter, say } from './adapter.mjs';

const kept = [];
const keep = (answer) => kept.push(answer);
await adapter({ start: keep, run: keep });
for (const answer of kept) say(answer);
