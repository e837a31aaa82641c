// numbers its answers itself
import { adapter, say } from './adapter.mjs';

let count = 0;
const counted = (answer) => say({ ...answer, id: count++ });
await adapter({ start: counted, run: counted });
