import { adapter, neurons, say } from './adapter.mjs';

await adapter({
  run: (_, { id, input }) => say({ id, output: neurons({ ...input, tauRcSeconds: 0.02, dtSeconds: 0.001 }) }),
});
