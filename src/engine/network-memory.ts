import { type FloatArray, precisions } from '../base/precision.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import type { Model } from '../simulator/neuron/model.ts';
import { constants } from './kernel.generated.ts';
import { type KernelNeuron, kernelNeuron } from './kernel-neurons.ts';
import { addressesOf, copyMatrices, numbersIn, writeStruct } from './memory.ts';
import {
  allocateNetwork,
  countNeurons,
  type LayerLayout,
  type NetworkLayout,
  type SharedArray,
} from './network-layout.ts';

export function allocateSpiking({ layers, point, readout }: EffectiveNetwork): NetworkLayout {
  const plans = layers.map(({ plan }) => plan);
  return allocateNetwork(plans, readout.bias.length, { spikingSteps: point.steps, precision: point.precision.name });
}

export function writeSpiking(network: EffectiveNetwork, to: NetworkLayout, memory: ArrayBuffer): void {
  const minVoltages = network.neurons.map((model) => (kernelNeuron(model) as KernelNeuron).minVoltage);
  writeStructs(to, minVoltages, memory);
  writeWeights(network, to, memory);
  for (const [index, layer] of to.layers.entries())
    writePadded(network.initialVoltage[index] as FloatArray, 'initialVoltages', layer, memory);
  writeNeurons(network, to, memory);
}

function writeNeurons(
  { point, neurons: [firstLayer], synapse }: EffectiveNetwork,
  { precision, neurons }: NetworkLayout,
  memory: ArrayBuffer,
): void {
  const values = {
    ...addressesOf(neurons),
    ...(kernelNeuron(firstLayer as Model) as KernelNeuron).rules,
    steps: point.steps,
    hasSynapse: synapse ? 1 : 0,
    synapseKeep: synapse?.keep ?? 0,
    synapseTake: synapse?.take ?? 0,
  };
  writeStruct('Neurons', neurons.struct, values, memory, precision);
}

/** Outputs of a layer's neurons in the rate network [row, column, channel]. */
export function readOutputs({ plan, precision, shape, blocks }: LayerLayout, memory: ArrayBuffer): FloatArray {
  const outputs = new precisions[precision].array(plan.neurons);
  copyMatrices(numbersIn(blocks.outputs, memory, precision), [1, shape.channels], outputs, [1, plan.channels]);
  return outputs;
}

/** Spikes of a layer in one step, one bit per channel [row, column, word]. */
export function spikeWords({ precision, shape, blocks }: LayerLayout, step: number, memory: ArrayBuffer): Uint32Array {
  const words = countNeurons(shape) / constants[precision].WORD_CHANNELS;
  return new Uint32Array(memory, blocks.spikes.address + step * words * 4, words);
}

export function writeStructs(
  { precision, image, layers, readout, lists }: NetworkLayout,
  minVoltages: readonly number[],
  memory: ArrayBuffer,
): void {
  const none = { address: 0, bytes: 0 };
  const shared = (before: Partial<LayerLayout['blocks']> & NetworkLayout['image']) =>
    addressesOf<SharedArray>({
      inputs: before.outputs,
      inputAffected: before.affected,
      inputSpikes: before.spikes ?? none,
      inputGradients: before.gradients ?? none,
      inputSlopes: before.slopes ?? none,
      ...lists,
    });
  for (const [index, { shape, blocks }] of layers.entries()) {
    const before = layers[index - 1]?.blocks ?? image;
    const minVoltage = minVoltages[index] ?? 0;
    const fields = { ...shape, ...addressesOf(blocks), ...shared(before), minVoltage };
    writeStruct('Layer', blocks.struct, fields, memory, precision);
  }
  const { shape, blocks } = readout;
  const inputs = shared((layers.at(-1) as LayerLayout).blocks);
  writeStruct('DenseReadout', blocks.struct, { ...shape, ...addressesOf(blocks), ...inputs }, memory, precision);
}

/** Writes weights and biases of all layers and of the read-out. */
export function writeWeights(
  { layers, readout }: Pick<EffectiveNetwork, 'layers' | 'readout'>,
  to: NetworkLayout,
  memory: ArrayBuffer,
): void {
  for (const [index, layer] of to.layers.entries()) {
    const { plan, shape, blocks } = layer;
    const { weight, bias } = layers[index] as EffectiveLayer;
    const weights = numbersIn(blocks.weights, memory, to.precision);
    copyMatrices(weight, [plan.input.channels, plan.channels], weights, [shape.inputChannels, shape.channels]);
    writePadded(bias, 'biases', layer, memory);
  }
  const { blocks, shape } = to.readout;
  const { plan, shape: last } = to.layers.at(-1) as LayerLayout;
  const weights = numbersIn(blocks.weights, memory, to.precision);
  copyMatrices(readout.weight, [plan.channels, shape.classes], weights, [last.channels, shape.paddedClasses]);
  numbersIn(blocks.biases, memory, to.precision).set(readout.bias);
}

/** Writes one value per neuron, with padding. */
function writePadded(
  values: FloatArray,
  block: 'biases' | 'initialVoltages',
  { plan, precision, shape, blocks }: LayerLayout,
  memory: ArrayBuffer,
): void {
  copyMatrices(values, [1, plan.channels], numbersIn(blocks[block], memory, precision), [1, shape.channels]);
}
