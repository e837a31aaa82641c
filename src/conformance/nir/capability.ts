import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { type WireCapability, wireInput } from '../protocol/capability.ts';
import { requestNumber } from '../protocol/fields.ts';
import { findWrongRun } from '../protocol/neurons.ts';
import { outputs } from '../protocol/outputs.ts';
import { type NirGraph, type NirNeuron, type NirNeuronType, nirNeurons } from './neurons.ts';

const weight = list(list(requestNumber)).describe('[neuron][channel]');
const perNeuron = list(requestNumber).describe('[neuron]');

const weights = z.union([
  z.object({ type: z.literal('Affine'), weight, bias: perNeuron }),
  z.object({ type: z.literal('Linear'), weight }),
]);

const neuronTypes = Object.keys(nirNeurons) as NirNeuronType[];
const neurons = z.union(
  neuronTypes.map((type) => {
    const parameters = Object.fromEntries(nirNeurons[type].map((name) => [name, perNeuron]));
    return z.object({ type: z.literal(type), ...parameters });
  }),
);

const { spikes, voltage } = outputs.neuron.shape;

/** A NIR graph with one or two nodes. */
export const nirCapability: WireCapability<'nir'> = {
  ...wireInput({
    dtSeconds: requestNumber,
    nodes: z
      .union([z.tuple([neurons]), z.tuple([weights, neurons])], {
        error: `expected a neuron (${neuronTypes.join(', ')}) with its parameters, or Affine or Linear and a neuron`,
      })
      .describe('A neuron node, or weights and a neuron node, with the names and parameters that NIR uses.'),
    inputs: list(list(requestNumber)).describe('[step][channel]'),
  }),
  output: z.object({ spikes, voltage }),
  demand: ({ nodes, inputs }) => ({ neurons: neuronsIn(nodes), steps: inputs.length }),
  computed: ['voltage'],
  misfit: ({ nodes, inputs }, output) => findWrongRun(output, neuronsIn(nodes), inputs.length),
};

function neuronsIn(nodes: NirGraph): number {
  return (nodes.at(-1) as NirNeuron).r.length;
}
