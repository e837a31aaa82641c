import { adapter, say } from './adapter.mjs';

const rounded = (rows) => rows.map((row) => row.map(Math.fround));
await adapter({
  run: ({ id, output, error }) => say({ id, error, output: output && { ...output, voltage: rounded(output.voltage) } }),
});
