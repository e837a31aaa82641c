// writes null for what it leaves out, as some languages do: sound
import { adapter, say } from './adapter.mjs';

await adapter({
  start: (answer) => say({ ...answer, error: null }),
  run: (answer) => say({ output: null, error: null, ...answer, skipped: null }),
});
