// transposed: [neuron][step]
import { adapter, say } from './adapter.mjs';

const transposed = (rows) => rows[0].map((_, column) => rows.map((row) => row[column]));
await adapter({
  run: ({ id, output, error }) =>
    say({ id, error, output: output && { ...output, voltage: transposed(output.voltage) } }),
});
