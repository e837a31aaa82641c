import { adapter, say } from './adapter.mjs';

await adapter({
  run: ({ id, output, error }, { input }) =>
    say({
      id,
      error,
      output: output && {
        ...output,
        spikes: output.spikes.map((train) => input.current.map((_, step) => train.includes(step))),
      },
    }),
});
