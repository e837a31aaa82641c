import type { FloatArray } from '../base/precision.ts';
import { type LayerPlan, sizeOf } from '../simulator/network/architecture.ts';
import type { Network } from '../simulator/network/network.ts';
import { constants } from './kernel.generated.ts';
import {
  type Allocator,
  addressesOf,
  type Blocks,
  copyMatrices,
  floatBytes,
  floatsIn,
  type StructValues,
} from './memory.ts';

/** Blocks of every layer: its struct and its arrays, named like the fields of the struct `Layer`. */
type LayerBlock =
  | 'struct'
  | 'weights'
  | 'biases'
  | 'currents'
  | 'outputs'
  | 'slopes'
  | 'blankOutputs'
  | 'blankSlopes'
  | 'affected'
  | 'changed';

/** Fields of the struct `Layer` that give its shape after padding. */
type LayerShape = Pick<
  StructValues<'Layer'>,
  | 'inputRows'
  | 'inputColumns'
  | 'inputChannels'
  | 'kernelSize'
  | 'stride'
  | 'rows'
  | 'columns'
  | 'channels'
  | 'inputBytes'
  | 'wordBytes'
>;

/** A layer in the kernel's memory, described in src/engine/kernel/structs.ts. */
export interface LayerMemory<MoreBlocks extends string = never> {
  /** The shape before padding. */
  readonly plan: LayerPlan;
  readonly shape: LayerShape;
  readonly blocks: Blocks<LayerBlock | MoreBlocks>;
}

/** The read-out in the kernel's memory. */
export interface ReadoutMemory<MoreBlocks extends string = never> {
  readonly shape: Pick<StructValues<'DenseReadout'>, 'neurons' | 'classes' | 'paddedClasses'>;
  readonly blocks: Blocks<'struct' | 'weights' | 'biases' | 'outputs' | MoreBlocks>;
}

/** A network in the kernel's memory. */
export interface NetworkMemory<MoreLayerBlocks extends string = never, MoreReadoutBlocks extends string = never> {
  /** The image, named like the blocks of a layer. */
  readonly image: Blocks<'outputs' | 'affected'>;
  /** Hidden layers, starting at the image. */
  readonly layers: readonly LayerMemory<MoreLayerBlocks>[];
  readonly readout: ReadoutMemory<MoreReadoutBlocks>;
  readonly lists: Blocks<'starts' | 'list'>;
}

/** What a network needs beside the blocks that all networks have. */
export interface MoreBlocks<Layer extends string, Readout extends string> {
  /** Bytes of the struct and of more arrays of a layer. */
  readonly layer: (shape: LayerShape, isFirst: boolean) => Readonly<Record<Layer | 'struct', number>>;
  /** Bytes of the struct and of more arrays of the read-out. */
  readonly readout: (shape: ReadoutMemory['shape']) => Readonly<Record<Readout | 'struct', number>>;
}

/**
 * How the weights of a layer are laid out: `words` of 32 channels one after another, with which spikes run 1 to 2 % faster,
 * or `rows` of all channels, which can be transposed.
 */
export type WeightLayout = 'words' | 'rows';

/** Lays out the memory of a network that runs so many steps. */
export function allocateNetwork<Layer extends string, Readout extends string>(
  { allocate }: Allocator,
  { plans, classes, steps }: { readonly plans: readonly LayerPlan[]; readonly classes: number; readonly steps: number },
  layout: WeightLayout,
  more: MoreBlocks<Layer, Readout>,
): NetworkMemory<Layer, Readout> {
  const { input } = plans[0] as LayerPlan;
  const image = allocate({ outputs: floatBytes(sizeOf(input)), affected: input.rows * input.columns });
  const layers = plans.map((plan, index): LayerMemory<Layer> => {
    const shape = layerShape(plan, index === 0, layout);
    const blocks = allocate({ ...layerBytes(shape), ...more.layer(shape, index === 0) }) as Blocks<LayerBlock | Layer>;
    return { plan, shape, blocks };
  });
  const last = layers.at(-1) as LayerMemory;
  const shape = { neurons: countNeurons(last.shape), classes, paddedClasses: roundUp(classes, 4) };
  const readout = {
    shape,
    blocks: allocate({
      weights: floatBytes(shape.neurons * shape.paddedClasses),
      biases: floatBytes(shape.paddedClasses),
      outputs: floatBytes(steps * shape.paddedClasses),
      ...more.readout(shape),
    }) as ReadoutMemory<Readout>['blocks'],
  };
  const mostPositions = Math.max(...layers.map(({ shape }) => shape.rows * shape.columns));
  const mostNeurons = Math.max(...layers.map(({ shape }) => countNeurons(shape)));
  const lists = allocate({
    starts: floatBytes(Math.max(input.rows * input.columns, steps * mostPositions) + 1),
    // the kernel writes one pair, or three spikes, beyond the end
    list: Math.max(
      constants.PAIR_BYTES * (Math.max(sizeOf(input), mostNeurons) + 1),
      floatBytes(steps * mostNeurons + 3),
    ),
  });
  return { image, layers, readout, lists };
}

function layerShape(
  { input, output, kernelSize, stride, ...plan }: LayerPlan,
  isFirst: boolean,
  layout: WeightLayout,
): LayerShape {
  const multiple = layout === 'words' ? constants.WORD_CHANNELS : 4;
  const inputChannels = isFirst ? input.channels : roundUp(input.channels, multiple);
  const channels = roundUp(plan.channels, multiple);
  return {
    inputRows: input.rows,
    inputColumns: input.columns,
    inputChannels,
    kernelSize,
    stride,
    rows: output.rows,
    columns: output.columns,
    channels,
    inputBytes: layout === 'words' ? constants.WORD_BYTES : floatBytes(channels),
    wordBytes: constants.WORD_BYTES * (layout === 'words' ? kernelSize ** 2 * inputChannels : 1),
  };
}

function layerBytes(shape: LayerShape): Readonly<Record<Exclude<LayerBlock, 'struct'>, number>> {
  const neurons = floatBytes(countNeurons(shape));
  const positions = shape.rows * shape.columns;
  return {
    weights: floatBytes(countWeights(shape)),
    biases: neurons,
    currents: neurons,
    outputs: neurons,
    slopes: neurons,
    blankOutputs: neurons,
    blankSlopes: neurons,
    affected: positions,
    changed: positions,
  };
}

/** Number of neurons of a layer with padding. */
export function countNeurons({ rows, columns, channels }: LayerShape): number {
  return rows * columns * channels;
}

/** Number of weights of a layer with padding. */
export function countWeights({ kernelSize, inputChannels, channels }: LayerShape): number {
  return kernelSize ** 2 * inputChannels * channels;
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}

/** Values of the fields that the structs of all layers have, and addresses of all blocks of the layer. */
export function layerFields<Block extends string>(
  { shape, blocks }: LayerMemory<Block>,
  before: Blocks<'outputs' | 'affected'>,
  lists: NetworkMemory['lists'],
): StructValues<'Layer'> & Readonly<Record<Block, number>> {
  const inputs = { inputs: before.outputs.address, inputAffected: before.affected.address };
  return { ...shape, ...addressesOf<LayerBlock | Block>(blocks), ...inputs, ...addressesOf(lists) };
}

/** Values of the fields that the structs of all read-outs have, and addresses of all blocks of the read-out. */
export function readoutFields<Block extends string>(
  { shape, blocks }: ReadoutMemory<Block>,
  last: LayerMemory,
  lists: NetworkMemory['lists'],
): StructValues<'DenseReadout'> & Readonly<Record<Block, number>> {
  const inputs = { inputs: last.blocks.outputs.address };
  return { ...shape, ...addressesOf(blocks), ...inputs, ...addressesOf(lists) };
}

/** Writes the weights of a layer, times a factor. */
export function writeWeights(weights: FloatArray, layer: LayerMemory, factor: number, memory: ArrayBuffer): void {
  const { plan, shape, blocks } = layer;
  const written = floatsIn(blocks.weights, memory);
  const [inputStep, wordStep] = [shape.inputBytes / 4, shape.wordBytes / 4];
  let next = 0;
  for (let term = 0; term < plan.kernelSize ** 2; term++) {
    for (let input = 0; input < plan.input.channels; input++) {
      const row = (term * shape.inputChannels + input) * inputStep;
      for (let channel = 0; channel < plan.channels; channel++, next++) {
        const word = Math.floor(channel / constants.WORD_CHANNELS);
        const index = row + word * wordStep + (channel % constants.WORD_CHANNELS);
        written[index] = factor * (weights[next] as number);
      }
    }
  }
}

/** Writes the weights and biases of the read-out. */
export function writeReadout({ weight, bias }: Network['readout'], network: NetworkMemory, memory: ArrayBuffer): void {
  const { blocks, shape } = network.readout;
  const { plan, shape: last } = network.layers.at(-1) as LayerMemory;
  const to = [last.channels, shape.paddedClasses] as const;
  copyMatrices(weight, [plan.channels, shape.classes], floatsIn(blocks.weights, memory), to);
  floatsIn(blocks.biases, memory).set(bias);
}
