import { adapter, say } from './adapter.mjs';

await adapter({
  run: ({ id, output, error }) => say({ id, error, output: output && { ...output, spikeHeight: undefined } }),
});
