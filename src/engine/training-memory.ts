import { type Architecture, type LayerPlan, planLayers, sizeOf } from '../network/architecture.ts';
import type { Parameters } from '../training/parameters.ts';

/** A place in the kernel's memory for so many float32 numbers. */
export interface Block {
  /** In bytes. */
  readonly address: number;
  readonly count: number;
}

/** What a layer needs in the kernel's memory. Channels are padded to a multiple of 4 with zeros. */
export interface LayerBlocks {
  readonly plan: LayerPlan;
  readonly inputChannels: number;
  readonly channels: number;
  readonly places: number;
  readonly pixels: number;
  /** [row, column, input channel, output channel] */
  readonly weight: Block;
  /** The same, turned for the way back [row, column, output channel, input channel]; the first layer needs none. */
  readonly turned: Block;
  readonly bias: Block;
  readonly currents: Block;
  readonly outputs: Block;
  readonly slopes: Block;
  readonly errors: Block;
  readonly kernelSums: Block;
  readonly biasSums: Block;
  /** Lists of the inputs that are not 0, pixel by pixel. */
  readonly inputCounts: Block;
  readonly inputPairs: Block;
  /** Lists of the errors that are not 0, place by place. */
  readonly errorCounts: Block;
  readonly errorPairs: Block;
}

/** Everything in the kernel's memory. */
export interface TrainingBlocks {
  readonly layers: readonly LayerBlocks[];
  readonly image: Block;
  /** Number of classes, padded. */
  readonly classes: number;
  readonly readoutWeight: Block;
  readonly readoutBias: Block;
  readonly readout: Block;
  readonly readoutErrors: Block;
  readonly readoutWeightSums: Block;
  readonly readoutBiasSums: Block;
  /** List of the places at which a term of a kernel sees an input. */
  readonly placeList: Block;
  /** Bytes in all. */
  readonly bytes: number;
}

const padded = (count: number): number => Math.ceil(count / 4) * 4;

/** Numbers in a list of so many pairs; a pair more than there can be is written over and over. */
const pairs = (count: number): number => 2 * (count + 1);

/**
 * Finds a place in memory for everything that training needs. Computes sizes only; the memory does not exist yet.
 *
 * @throws {RangeError} if the architecture makes no network
 */
export function placeTraining(architecture: Architecture): TrainingBlocks {
  let bytes = 64;
  const block = (count: number): Block => {
    const address = bytes;
    bytes += Math.ceil(count / 4) * 16;
    return { address, count };
  };
  const layers = planLayers(architecture).map((plan, index) => placeLayer(plan, index === 0, block));
  const classes = padded(architecture.classes);
  const last = layers.at(-1) as LayerBlocks;
  return {
    layers,
    image: block(sizeOf(architecture.input)),
    classes,
    readoutWeight: block(last.outputs.count * classes),
    readoutBias: block(classes),
    readout: block(classes),
    readoutErrors: block(classes),
    readoutWeightSums: block(last.outputs.count * classes),
    readoutBiasSums: block(classes),
    placeList: block(pairs(Math.max(...layers.map(({ places }) => places)))),
    get bytes() {
      return bytes;
    },
  };
}

function placeLayer(plan: LayerPlan, first: boolean, block: (count: number) => Block): LayerBlocks {
  const inputChannels = first ? plan.input.channels : padded(plan.input.channels);
  const channels = padded(plan.channels);
  const places = plan.output.rows * plan.output.columns;
  const pixels = plan.input.rows * plan.input.columns;
  const neurons = places * channels;
  const weights = plan.kernelSize ** 2 * inputChannels * channels;
  return {
    plan,
    inputChannels,
    channels,
    places,
    pixels,
    weight: block(weights),
    turned: block(first ? 0 : weights),
    bias: block(neurons),
    currents: block(neurons),
    outputs: block(neurons),
    slopes: block(neurons),
    errors: block(neurons),
    kernelSums: block(weights),
    biasSums: block(neurons),
    inputCounts: block(pixels),
    inputPairs: block(pairs(pixels * inputChannels)),
    errorCounts: block(places),
    errorPairs: block(pairs(neurons)),
  };
}

/** The numbers in a block. */
export function numbersIn({ address, count }: Block, memory: ArrayBuffer): Float32Array {
  return new Float32Array(memory, address, count);
}

/** Writes parameters into the memory: gain and biases folded as `foldForRates` does, channels padded. */
export function writeParameters(
  { layers, readout }: Parameters,
  blocks: TrainingBlocks,
  gain: number,
  memory: ArrayBuffer,
): void {
  for (const [index, layer] of blocks.layers.entries()) {
    const weights = layers[index] as Parameters['layers'][number];
    writeKernel(weights.kernel, layer, gain, memory);
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
  { plan, inputChannels, channels, weight, turned }: LayerBlocks,
  gain: number,
  memory: ArrayBuffer,
): void {
  const weights = numbersIn(weight, memory);
  const back = numbersIn(turned, memory);
  let from = 0;
  for (let term = 0; term < plan.kernelSize ** 2; term++) {
    for (let input = 0; input < plan.input.channels; input++) {
      for (let channel = 0; channel < plan.channels; channel++) {
        const folded = gain * (kernel[from++] as number);
        weights[(term * inputChannels + input) * channels + channel] = folded;
        // a write beyond the end of an empty array does nothing
        back[(term * channels + channel) * inputChannels + input] = folded;
      }
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

/** Sets all sums to 0. */
export function clearSums({ layers, readoutWeightSums, readoutBiasSums }: TrainingBlocks, memory: ArrayBuffer): void {
  const sums = [
    ...layers.flatMap(({ kernelSums, biasSums }) => [kernelSums, biasSums]),
    readoutWeightSums,
    readoutBiasSums,
  ];
  for (const block of sums) numbersIn(block, memory).fill(0);
}

/** Reads the sums of errors, without what fills the channels up. Kernel biases are 0: `gradientFrom` sums them. */
export function readSums(blocks: TrainingBlocks, classes: number, memory: ArrayBuffer): Parameters {
  const last = blocks.layers.at(-1) as LayerBlocks;
  const read = (block: Block, from: Rows, to: Rows, count: number) => {
    const values = new Float32Array(count);
    copyRows(numbersIn(block, memory), from, values, to);
    return values;
  };
  return {
    layers: blocks.layers.map(({ plan, inputChannels, channels, kernelSums, biasSums }) => {
      const [width, group] = [plan.channels, plan.input.channels];
      return {
        kernel: read(kernelSums, { width: channels, group: inputChannels }, { width, group }, plan.weights),
        kernelBias: new Float32Array(plan.channels),
        neuronBias: read(biasSums, { width: channels, group: 1 }, { width, group: 1 }, plan.neurons),
      };
    }),
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
  const groups = Math.min(from.length / (source.width * source.group), to.length / (target.width * target.group));
  for (let row = 0; row < groups * group; row++) {
    const outer = Math.floor(row / group);
    const inner = row % group;
    const first = (outer * source.group + inner) * source.width;
    const place = (outer * target.group + inner) * target.width;
    for (let index = 0; index < width; index++) to[place + index] = from[first + index] as number;
  }
}
