import { adapter, say } from './adapter.mjs';

const counts = (train, steps) => Array.from({ length: steps }, (_, step) => train.filter((at) => at === step).length);
await adapter({
  run: ({ id, output, error }, { input }) =>
    say({
      id,
      error,
      output: output && { ...output, spikes: output.spikes.map((train) => counts(train, input.current.length)) },
    }),
});
