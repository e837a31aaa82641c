import { float32 } from '../base/precision.ts';
import { type Architecture, planLayers } from '../simulator/network/architecture.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import type { LayerWeights } from '../simulator/network/network.ts';
import type { Example, MicroBatch } from '../simulator/training/gradient.ts';
import { crossEntropy } from '../simulator/training/loss.ts';
import type { Parameters } from '../simulator/training/parameters.ts';
import { runRateLayers } from './inference.ts';
import { instantiate, type Kernel, type KernelInstance, type KernelModule } from './kernel.ts';
import { copyMatrices, floatsIn } from './memory.ts';
import { allocateNetwork, type LayerLayout, type NetworkLayout } from './network-layout.ts';
import { writeStructs, writeWeights } from './network-memory.ts';

/** The weights and biases of a network, as `foldForRates` returns them. */
export type FoldedNetwork = Pick<EffectiveNetwork, 'layers' | 'readout'>;

/** Sums the gradients of images in float32, for networks of one architecture and amplitude, one after another. */
export interface FastGradientAccumulator {
  readonly use: (network: FoldedNetwork) => void;
  /** Sums the gradients of a few images in their order. Overwrites `sums` and returns it, except for the kernel biases. */
  readonly sum: (examples: readonly Example[], batchSize: number, sums: Parameters) => MicroBatch;
}

/**
 * Creates an accumulator that gives the same bits as `addGradients` of src/simulator/training in float32.
 *
 * @throws {Refusal} if the architecture is not valid
 */
export function createGradientAccumulator(
  architecture: Architecture,
  amplitude: number,
  module: KernelModule,
): FastGradientAccumulator {
  const layout = allocateNetwork(planLayers(architecture), architecture.classes, 'training');
  const instance = instantiate(module, layout.bytes);
  const { kernel, memory } = instance;
  writeStructs(layout, [], memory);
  const neuron = { ...architecture.neuron, amplitude };
  const blank = new Uint8Array(layout.image.outputs.bytes / 4);
  const logits = floatsIn(layout.readout.blocks.outputs, memory).subarray(0, architecture.classes);
  const logitGradients = floatsIn(layout.readout.blocks.gradients, memory);

  const use = (network: FoldedNetwork) => {
    writeWeights(network, layout, memory);
    for (const layer of layout.layers.slice(1)) writeTransposed(layer, instance);
    runRateLayers(instance, layout, blank, neuron, { everything: true });
    for (const { blocks } of layout.layers) kernel.saveBlankRates(blocks.struct.address);
  };
  const add = (example: Example, batchSize: number) => {
    runRateLayers(instance, layout, example.image, neuron, { everything: false });
    const { loss, gradient } = crossEntropy(logits, example.label, batchSize, float32);
    logitGradients.set(gradient);
    backward(kernel, layout);
    return { loss, correct: argmax(logits) === example.label };
  };
  return {
    use,
    sum: (examples, batchSize, sums) => {
      clearGradients(layout, memory);
      const results = examples.map((example) => add(example, batchSize));
      readGradients(layout, instance, sums);
      return { sums, results };
    },
  };
}

/** Adds the gradients of an image, from the gradients of its logits. */
function backward(kernel: Kernel, { readout, layers }: NetworkLayout): void {
  kernel.backpropagateReadout(readout.blocks.struct.address);
  for (const [index, { blocks }] of [...layers.entries()].toReversed()) {
    const layer = blocks.struct.address;
    kernel.addBiasGradients(layer);
    if (index === 0) {
      kernel.addWeightGradients(layer);
    } else {
      kernel.addTransposedWeightGradients(layer);
      kernel.backpropagate(layer);
    }
  }
}

function writeTransposed({ shape, blocks }: LayerLayout, { kernel }: KernelInstance): void {
  const { kernelSize, inputChannels, channels } = shape;
  const [from, to] = [blocks.weights.address, blocks.transposedWeights.address];
  kernel.transpose(from, to, kernelSize * kernelSize, inputChannels, channels);
}

function clearGradients({ layers, readout }: NetworkLayout, memory: ArrayBuffer): void {
  const sums = [
    ...layers.flatMap(({ blocks }) => [blocks.biasGradients, blocks.weightGradients, blocks.transposedWeightGradients]),
    readout.blocks.biasGradients,
    readout.blocks.weightGradients,
  ];
  for (const block of sums) floatsIn(block, memory).fill(0);
}

/** Reads the sums of the gradients: those of weights and of currents, from which `gradientOf` computes all others. */
function readGradients({ layers, readout }: NetworkLayout, { kernel, memory }: KernelInstance, to: Parameters): void {
  for (const [index, { plan, shape, blocks }] of layers.entries()) {
    const { kernelSize, inputChannels, channels } = shape;
    const sums = to.layers[index] as LayerWeights;
    if (index > 0) {
      const [transposed, weights] = [blocks.transposedWeightGradients.address, blocks.weightGradients.address];
      kernel.transpose(transposed, weights, kernelSize * kernelSize, channels, inputChannels);
    }
    const weights = floatsIn(blocks.weightGradients, memory);
    copyMatrices(weights, [inputChannels, channels], sums.kernel, [plan.input.channels, plan.channels]);
    copyMatrices(floatsIn(blocks.biasGradients, memory), [1, channels], sums.neuronBias, [1, plan.channels]);
  }
  const { plan, shape } = layers.at(-1) as LayerLayout;
  const { classes, paddedClasses } = readout.shape;
  const weights = floatsIn(readout.blocks.weightGradients, memory);
  copyMatrices(weights, [shape.channels, paddedClasses], to.readout.weight, [plan.channels, classes]);
  to.readout.bias.set(floatsIn(readout.blocks.biasGradients, memory).subarray(0, classes));
}
