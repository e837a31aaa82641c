import { reference } from 'lifspec';
import type { Implementation, NeuronOutput } from 'lifspec/vectors';

const { neuron, precision } = reference('float64');

/** A simulator with neurons alone, here those of the package. */
export const mine: Implementation = { name: 'my simulator', precision, refuses: true, ...(neuron && { neuron }) };

/** The same simulator with one bug: every spike is a step late. */
export const wrong: Implementation = {
  ...mine,
  neuron: async (input) => {
    const output = (await mine.neuron?.(input)) as NeuronOutput;
    return { ...output, spikes: output.spikes.map((train) => train.map((step) => step + 1)) };
  },
};
