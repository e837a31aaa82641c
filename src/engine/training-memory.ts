import type { Parameters } from '../simulator/training/parameters.ts';
import type { Kernel, KernelInstance } from './kernel.ts';
import { type Block, type LayerBlocks, numbersIn, type TrainingBlocks } from './training-blocks.ts';

/** Writes parameters into the memory: gain and biases folded as `foldForRates` does, channels padded. */
export function writeParameters(
  { layers, readout }: Parameters,
  blocks: TrainingBlocks,
  gain: number,
  { kernel, memory }: KernelInstance,
): void {
  for (const [index, layer] of blocks.layers.entries()) {
    const weights = layers[index] as Parameters['layers'][number];
    writeKernel(weights.kernel, layer, gain, memory);
    const { plan, weight, turned, inputChannels, channels } = layer;
    if (index > 0) kernel.turn(weight.address, turned.address, plan.kernelSize ** 2, inputChannels, channels);
    writeBiases(weights, layer, gain, memory);
  }
  const { plan, channels } = blocks.layers.at(-1) as LayerBlocks;
  const rows = { width: readout.bias.length, group: plan.channels };
  const to = { width: blocks.classes, group: channels };
  copyRows(readout.weight, rows, numbersIn(blocks.readoutWeight, memory), to);
  numbersIn(blocks.readoutBias, memory).set(readout.bias);
}

function writeKernel(
  kernel: ArrayLike<number>,
  { plan, inputChannels, channels, weight }: LayerBlocks,
  gain: number,
  memory: ArrayBuffer,
): void {
  const weights = numbersIn(weight, memory);
  let from = 0;
  for (let term = 0; term < plan.kernelSize ** 2; term++) {
    for (let input = 0; input < plan.input.channels; input++) {
      const row = (term * inputChannels + input) * channels;
      for (let channel = 0; channel < plan.channels; channel++)
        weights[row + channel] = gain * (kernel[from++] as number);
    }
  }
}

function writeBiases(
  { kernelBias, neuronBias }: Parameters['layers'][number],
  { plan, channels, bias }: LayerBlocks,
  gain: number,
  memory: ArrayBuffer,
): void {
  const biases = numbersIn(bias, memory);
  for (let neuron = 0; neuron < neuronBias.length; neuron++) {
    const channel = neuron % plan.channels;
    const place = (neuron - channel) / plan.channels;
    biases[place * channels + channel] = (neuronBias[neuron] as number) + gain * (kernelBias[channel] as number);
  }
}

/** Marks everything as touched, so that all is computed. */
export function touchAll({ layers }: TrainingBlocks, memory: ArrayBuffer): void {
  for (const { touched, places } of layers) new Uint8Array(memory, touched.address, places).fill(1);
}

/** Keeps what the layers send for the image that was shown, one of zeros. */
export function keepBlank({ layers }: TrainingBlocks, memory: ArrayBuffer): void {
  for (const { places, changed, outputs, slopes, blankOutputs, blankSlopes } of layers) {
    new Uint8Array(memory, changed.address, places).fill(0);
    numbersIn(blankOutputs, memory).set(numbersIn(outputs, memory));
    numbersIn(blankSlopes, memory).set(numbersIn(slopes, memory));
  }
}

/** Sets all sums to 0. */
export function clearSums({ layers, readoutWeightSums, readoutBiasSums }: TrainingBlocks, memory: ArrayBuffer): void {
  const sums = [
    ...layers.flatMap(({ kernelSums, biasSums }) => [kernelSums, biasSums]),
    readoutWeightSums,
    readoutBiasSums,
  ];
  for (const block of sums) numbersIn(block, memory).fill(0);
}

/** Reads the sums of errors, without what fills the channels up. Kernel biases are 0: `parameterGradient` sums them. */
export function readSums(blocks: TrainingBlocks, classes: number, { kernel, memory }: KernelInstance): Parameters {
  const last = blocks.layers.at(-1) as LayerBlocks;
  const read = (block: Block, from: Rows, to: Rows, count: number) => {
    const values = new Float32Array(count);
    copyRows(numbersIn(block, memory), from, values, to);
    return values;
  };
  return {
    layers: blocks.layers.map((layer, index) => ({
      kernel: read(
        index === 0 ? layer.kernelSums : straighten(layer, kernel),
        { width: layer.channels, group: layer.inputChannels },
        { width: layer.plan.channels, group: layer.plan.input.channels },
        layer.plan.weights,
      ),
      kernelBias: new Float32Array(layer.plan.channels),
      neuronBias: read(
        layer.biasSums,
        { width: layer.channels, group: 1 },
        { width: layer.plan.channels, group: 1 },
        layer.plan.neurons,
      ),
    })),
    readout: {
      weight: read(
        blocks.readoutWeightSums,
        { width: blocks.classes, group: last.channels },
        { width: classes, group: last.plan.channels },
        last.plan.neurons * classes,
      ),
      bias: numbersIn(blocks.readoutBiasSums, memory).slice(0, classes),
    },
  };
}

/** Lays the sums of a kernel's errors out as its weights are. */
function straighten(layer: LayerBlocks, kernel: Kernel): Block {
  const { plan, kernelSums, straightSums, channels, inputChannels } = layer;
  kernel.turn(kernelSums.address, straightSums.address, plan.kernelSize ** 2, channels, inputChannels);
  return straightSums;
}

/** Rows of values, some of them making a group. */
interface Rows {
  /** Values in a row. */
  readonly width: number;
  /** Rows in a group. */
  readonly group: number;
}

/** Copies rows to rows of another width, in groups of another size: the narrower decides how much. */
function copyRows(from: ArrayLike<number>, source: Rows, to: Float32Array, target: Rows): void {
  const width = Math.min(source.width, target.width);
  const group = Math.min(source.group, target.group);
  if (source.width === target.width && source.group === target.group) {
    to.set(from);
    return;
  }
  const groups = Math.min(from.length / (source.width * source.group), to.length / (target.width * target.group));
  for (let row = 0; row < groups * group; row++) {
    const outer = Math.floor(row / group);
    const inner = row % group;
    const first = (outer * source.group + inner) * source.width;
    const place = (outer * target.group + inner) * target.width;
    for (let index = 0; index < width; index++) to[place + index] = from[first + index] as number;
  }
}
