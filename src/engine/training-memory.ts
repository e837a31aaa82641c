import type { LayerWeights } from '../simulator/network/network.ts';
import type { Parameters } from '../simulator/training/parameters.ts';
import type { KernelInstance } from './kernel.ts';
import { copyMatrices, floatsIn, type MatrixShape, type MemoryBlock } from './memory.ts';
import type { LayerLayout, NetworkLayout } from './network-layout.ts';
import { writeReadout, writeWeights } from './network-memory.ts';

/** Writes parameters into the kernel's memory, with gain and biases folded as `foldForRates` does. */
export function writeParameters(
  { layers, readout }: Parameters,
  to: NetworkLayout,
  gain: number,
  { kernel, memory }: KernelInstance,
): void {
  for (const [index, layer] of to.layers.entries()) {
    const { shape, blocks } = layer;
    const weights = layers[index] as LayerWeights;
    writeWeights(weights.kernel, layer, gain, memory);
    writeBiases(weights, layer, gain, memory);
    if (index > 0) {
      const { kernelSize, inputChannels, channels } = shape;
      const [from, transposed] = [blocks.weights.address, blocks.transposedWeights.address];
      kernel.transpose(from, transposed, kernelSize * kernelSize, inputChannels, channels);
    }
  }
  writeReadout(readout, to, memory);
}

function writeBiases(
  { kernelBias, neuronBias }: LayerWeights,
  { plan, shape, blocks }: LayerLayout,
  gain: number,
  memory: ArrayBuffer,
): void {
  const biases = floatsIn(blocks.biases, memory);
  for (let neuron = 0; neuron < plan.neurons; neuron++) {
    const channel = neuron % plan.channels;
    const position = (neuron - channel) / plan.channels;
    const bias = (neuronBias[neuron] as number) + gain * (kernelBias[channel] as number);
    biases[position * shape.channels + channel] = bias;
  }
}

export function clearGradients({ layers, readout }: NetworkLayout, memory: ArrayBuffer): void {
  const sums = [
    ...layers.flatMap(({ blocks }) => [blocks.biasGradients, blocks.weightGradients, blocks.transposedWeightGradients]),
    readout.blocks.biasGradients,
    readout.blocks.weightGradients,
  ];
  for (const block of sums) floatsIn(block, memory).fill(0);
}

/**
 * Reads the sums of the gradients: those of weights and of currents. The gradients of kernel biases are 0, because
 * `parameterGradient` computes these from the gradients of the currents.
 */
export function readGradients({ layers, readout }: NetworkLayout, { kernel, memory }: KernelInstance): Parameters {
  const read = (block: MemoryBlock, from: MatrixShape, to: MatrixShape, count: number) => {
    const values = new Float32Array(count);
    copyMatrices(floatsIn(block, memory), from, values, to);
    return values;
  };
  const last = layers.at(-1) as LayerLayout;
  const { classes, paddedClasses } = readout.shape;
  return {
    layers: layers.map(({ plan, shape, blocks }, index) => {
      const { kernelSize, inputChannels, channels } = shape;
      if (index > 0) {
        const [transposed, to] = [blocks.transposedWeightGradients.address, blocks.weightGradients.address];
        kernel.transpose(transposed, to, kernelSize * kernelSize, channels, inputChannels);
      }
      const to = [plan.input.channels, plan.channels] as const;
      return {
        kernel: read(blocks.weightGradients, [inputChannels, channels], to, plan.weights),
        kernelBias: new Float32Array(plan.channels),
        neuronBias: read(blocks.biasGradients, [1, channels], [1, plan.channels], plan.neurons),
      };
    }),
    readout: {
      weight: read(
        readout.blocks.weightGradients,
        [last.shape.channels, paddedClasses],
        [last.plan.channels, classes],
        last.plan.neurons * classes,
      ),
      bias: floatsIn(readout.blocks.biasGradients, memory).slice(0, classes),
    },
  };
}
