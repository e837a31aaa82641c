import { adapter, say } from './adapter.mjs';

const noisy = (rows) => rows.map((row) => row.map((voltage) => voltage + 1e-12 * Math.random()));
await adapter({
  run: ({ id, output, error }) => say({ id, error, output: output && { ...output, voltage: noisy(output.voltage) } }),
});
