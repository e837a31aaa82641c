import { type Architecture, type LayerPlan, planLayers, sizeOf } from '../simulator/network/architecture.ts';

/** A place in the kernel's memory for so many float32 numbers. */
export interface Block {
  /** Where it begins, in bytes. */
  readonly address: number;
  /** How many numbers it holds. */
  readonly count: number;
}

/** What a layer needs in the kernel's memory. Channels are padded to a multiple of 4 with zeros. */
export interface LayerBlocks {
  /** Its shapes before padding. */
  readonly plan: LayerPlan;
  /** Channels of its input, padded; those of a picture are not. */
  readonly inputChannels: number;
  /** Its channels, padded. */
  readonly channels: number;
  /** Number of places of the kernel. */
  readonly places: number;
  /** Number of places of the input. */
  readonly pixels: number;
  /** Effective weights [row, column, input channel, output channel]. */
  readonly weight: Block;
  /** The same, turned for the way back [row, column, output channel, input channel]; the first layer needs none. */
  readonly turned: Block;
  /** Effective biases; laid out, as all that follows but lists and sums of the kernel, [place, channel]. */
  readonly bias: Block;
  /** Currents J. */
  readonly currents: Block;
  /** Which places see anything of the picture, a byte each. */
  readonly touched: Block;
  /** Which places send something else than for a picture of zeros, a byte each. */
  readonly changed: Block;
  /** What the neurons send, amplitude · rate. */
  readonly outputs: Block;
  /** How it grows with the current: amplitude · dRate/dJ. */
  readonly slopes: Block;
  /** Outputs and slopes for a picture of zeros. */
  readonly blankOutputs: Block;
  readonly blankSlopes: Block;
  /** Errors of the currents. */
  readonly errors: Block;
  /** Sums of the errors of the weights, laid out as `weight` in the first layer, as `turned` in the others. */
  readonly kernelSums: Block;
  /** The same, laid out as `weight`; the first layer needs none. */
  readonly straightSums: Block;
  /** Sums of the errors of the currents. */
  readonly biasSums: Block;
  /** Where the lists of the inputs that are not 0 start [pixel], and where the last one ends. */
  readonly inputStarts: Block;
  /** These lists, pixel by pixel. */
  readonly inputPairs: Block;
  /** Where the lists of the errors that are not 0 start [place], and where the last one ends. */
  readonly errorStarts: Block;
  /** These lists, place by place. */
  readonly errorPairs: Block;
}

/** Everything in the kernel's memory. */
export interface TrainingBlocks {
  /** Hidden layers, from the picture on. */
  readonly layers: readonly LayerBlocks[];
  /** The picture, values 0 … 255. */
  readonly image: Block;
  /** Which pixels of it are not 0, a byte each. */
  readonly imageTouched: Block;
  /** Number of classes, padded. */
  readonly classes: number;
  /** Effective weights of the read-out [neuron, padded class]. */
  readonly readoutWeight: Block;
  /** Its biases [padded class]. */
  readonly readoutBias: Block;
  /** The read-out [padded class]. */
  readonly readout: Block;
  /** Its errors [padded class]. */
  readonly readoutErrors: Block;
  /** Sums of the errors of its weights. */
  readonly readoutWeightSums: Block;
  /** Sums of its errors. */
  readonly readoutBiasSums: Block;
  /** Where the list of the last neurons that send something starts, and where it ends. */
  readonly readoutStarts: Block;
  /** This list. */
  readonly readoutPairs: Block;
  /** List of the places at which a term of a kernel sees an input. */
  readonly placeList: Block;
  /** List of the neurons of a layer whose current is above 1. */
  readonly activeList: Block;
  /** Bytes in all. */
  readonly bytes: number;
}

const padded = (count: number): number => Math.ceil(count / 4) * 4;

/** Numbers that take as many bytes as are needed. */
const inBytes = (count: number): number => Math.ceil(count / 4);

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
    imageTouched: block(inBytes(architecture.input.rows * architecture.input.columns)),
    classes,
    readoutWeight: block(last.outputs.count * classes),
    readoutBias: block(classes),
    readout: block(classes),
    readoutErrors: block(classes),
    readoutWeightSums: block(last.outputs.count * classes),
    readoutBiasSums: block(classes),
    readoutStarts: block(2),
    readoutPairs: block(pairs(last.outputs.count)),
    placeList: block(pairs(Math.max(...layers.map(({ places }) => places)))),
    activeList: block(Math.max(...layers.map(({ outputs }) => outputs.count)) + 1),
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
    touched: block(inBytes(places)),
    changed: block(inBytes(places)),
    outputs: block(neurons),
    slopes: block(neurons),
    blankOutputs: block(neurons),
    blankSlopes: block(neurons),
    errors: block(neurons),
    kernelSums: block(weights),
    straightSums: block(first ? 0 : weights),
    biasSums: block(neurons),
    inputStarts: block(pixels + 1),
    inputPairs: block(pairs(pixels * inputChannels)),
    errorStarts: block(places + 1),
    errorPairs: block(pairs(neurons)),
  };
}

/** The numbers in a block. */
export function numbersIn({ address, count }: Block, memory: ArrayBuffer): Float32Array {
  return new Float32Array(memory, address, count);
}
