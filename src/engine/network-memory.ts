import type { FloatArray } from '../base/precision.ts';
import type { Network } from '../simulator/network/network.ts';
import { addressesOf, copyMatrices, numbersIn, writeStruct } from './memory.ts';
import type { LayerLayout, NetworkLayout, SharedArray } from './network-layout.ts';

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

export function writeWeights(
  weights: FloatArray,
  { plan, precision, shape, blocks }: LayerLayout,
  memory: ArrayBuffer,
): void {
  const to = [shape.inputChannels, shape.channels] as const;
  copyMatrices(weights, [plan.input.channels, plan.channels], numbersIn(blocks.weights, memory, precision), to);
}

export function writeReadout({ weight, bias }: Network['readout'], network: NetworkLayout, memory: ArrayBuffer): void {
  const { precision } = network;
  const { blocks, shape } = network.readout;
  const { plan, shape: last } = network.layers.at(-1) as LayerLayout;
  const to = [last.channels, shape.paddedClasses] as const;
  copyMatrices(weight, [plan.channels, shape.classes], numbersIn(blocks.weights, memory, precision), to);
  numbersIn(blocks.biases, memory, precision).set(bias);
}
