// transposed: who fires, for each step
import { adapter, say } from './adapter.mjs';

const byStep = (trains, steps) =>
  Array.from({ length: steps }, (_, step) => trains.flatMap((train, neuron) => (train.includes(step) ? [neuron] : [])));
await adapter({
  run: ({ id, output, error }, { input }) =>
    say({ id, error, output: output && { ...output, spikes: byStep(output.spikes, input.current.length) } }),
});
