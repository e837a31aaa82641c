import type { FloatArray } from '../base/precision.ts';
import { type LayerPlan, sizeOf } from '../simulator/network/architecture.ts';
import type { Network } from '../simulator/network/network.ts';
import { constants } from './kernel.generated.ts';
import {
  type Allocator,
  addressesOf,
  allocate,
  type Blocks,
  copyMatrices,
  floatBytes,
  floatsIn,
  type StructValues,
  structBytes,
  writeStruct,
} from './memory.ts';

/** Fields of the struct `Layer` that give its shape with padding. */
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

/** Fields of structs that are addresses of arrays of the layer before, or of the lists that all layers share. */
type SharedArray = 'inputs' | 'inputAffected' | 'inputSpikes' | 'inputGradients' | 'inputSlopes' | 'starts' | 'list';

/** A layer in the kernel's memory. Its blocks are its struct, and the arrays that the struct points to. */
export interface LayerMemory {
  /** The shape without padding. */
  readonly plan: LayerPlan;
  readonly shape: LayerShape;
  readonly blocks: Blocks<
    'struct' | Exclude<keyof StructValues<'Layer'>, keyof LayerShape | SharedArray | 'minVoltage'>
  >;
}

/** The read-out in the kernel's memory. */
export interface ReadoutMemory {
  readonly shape: Pick<StructValues<'DenseReadout'>, 'neurons' | 'classes' | 'paddedClasses'>;
  readonly blocks: Blocks<
    'struct' | Exclude<keyof StructValues<'DenseReadout'>, keyof ReadoutMemory['shape'] | SharedArray>
  >;
}

/** A network in the kernel's memory. */
export interface NetworkMemory {
  /** The image, named like the blocks of a layer. */
  readonly image: Blocks<'outputs' | 'affected'>;
  /** Hidden layers, starting at the image. */
  readonly layers: readonly LayerMemory[];
  readonly readout: ReadoutMemory;
  readonly lists: Blocks<'starts' | 'list'>;
  /** The struct `Neurons` and the arrays that it points to. */
  readonly neurons: Blocks<'struct' | 'currents' | 'states'>;
  /** Bytes in all. */
  readonly bytes: number;
}

/** Lays out the memory of a network that spikes for so many steps, or is trained. */
export function allocateNetwork(
  plans: readonly LayerPlan[],
  classes: number,
  use: { readonly spikingSteps: number } | 'training',
): NetworkMemory {
  const isTraining = use === 'training';
  const steps = isTraining ? 0 : use.spikingSteps;
  const allocator: Allocator = { end: 0 };
  const { input } = plans[0] as LayerPlan;
  const image = allocate(allocator, { outputs: floatBytes(sizeOf(input)), affected: input.rows * input.columns });
  const layers = plans.map((plan, index): LayerMemory => {
    const shape = layerShape(plan, index === 0, isTraining);
    return { plan, shape, blocks: allocate(allocator, layerBytes(shape, index === 0, steps)) };
  });
  const neurons = countNeurons((layers.at(-1) as LayerMemory).shape);
  const shape = { neurons, classes, paddedClasses: roundUp(classes, 4) };
  const readout = { shape, blocks: allocate(allocator, readoutBytes(shape, steps)) };
  const mostPositions = Math.max(...layers.map(({ shape }) => shape.rows * shape.columns));
  const mostNeurons = Math.max(...layers.map(({ shape }) => countNeurons(shape)));
  return {
    image,
    layers,
    readout,
    lists: allocate(allocator, {
      starts: floatBytes(Math.max(input.rows * input.columns, mostPositions, steps * mostPositions) + 1),
      // the kernel writes one pair, or three spikes, beyond the end
      list: Math.max(
        constants.PAIR_BYTES * (Math.max(sizeOf(input), mostNeurons) + 1),
        floatBytes(steps * mostNeurons + 3),
      ),
    }),
    neurons: allocate(allocator, {
      struct: structBytes('Neurons'),
      currents: steps * constants.WORD_BYTES,
      states: constants.WORD_STATE_BYTES,
    }),
    bytes: allocator.end,
  };
}

/**
 * In training, the weights of all channels form one row, so that they can be transposed. In networks that spike, words of
 * 32 channels are laid out one after another, with which they run 1 to 2 % faster.
 */
function layerShape(
  { input, output, kernelSize, stride, ...plan }: LayerPlan,
  isFirst: boolean,
  isTraining: boolean,
): LayerShape {
  const multiple = isTraining ? 4 : constants.WORD_CHANNELS;
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
    inputBytes: isTraining ? floatBytes(channels) : constants.WORD_BYTES,
    wordBytes: constants.WORD_BYTES * (isTraining ? 1 : kernelSize ** 2 * inputChannels),
  };
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}

/** Number of neurons of a layer with padding. */
export function countNeurons({ rows, columns, channels }: LayerShape): number {
  return rows * columns * channels;
}

type Sizes<Memory extends LayerMemory | ReadoutMemory> = Readonly<Record<keyof Memory['blocks'], number>>;

function layerBytes(shape: LayerShape, isFirst: boolean, steps: number): Sizes<LayerMemory> {
  const positions = shape.rows * shape.columns;
  const neurons = floatBytes(countNeurons(shape));
  const weights = floatBytes(shape.kernelSize ** 2 * shape.inputChannels * shape.channels);
  const [spiking, training] = steps > 0 ? [1, 0] : [0, 1];
  return {
    struct: structBytes('Layer'),
    weights,
    biases: neurons,
    currents: neurons,
    outputs: neurons,
    slopes: neurons,
    blankOutputs: neurons,
    blankSlopes: neurons,
    affected: positions,
    changed: positions,
    initialVoltages: spiking * neurons,
    spikes: (steps * neurons) / constants.WORD_CHANNELS,
    blankSpikes: (steps * neurons) / constants.WORD_CHANNELS,
    recordedCurrents: steps * neurons,
    recordedVoltages: steps * neurons,
    gradients: training * neurons,
    biasGradients: training * neurons,
    weightGradients: training * weights,
    transposedWeights: isFirst ? 0 : training * weights,
    transposedWeightGradients: isFirst ? 0 : training * weights,
  };
}

function readoutBytes({ neurons, paddedClasses }: ReadoutMemory['shape'], steps: number): Sizes<ReadoutMemory> {
  const classes = floatBytes(paddedClasses);
  const training = steps > 0 ? 0 : 1;
  return {
    struct: structBytes('DenseReadout'),
    weights: neurons * classes,
    biases: classes,
    outputs: Math.max(steps, 1) * classes,
    gradients: training * classes,
    biasGradients: training * classes,
    weightGradients: training * neurons * classes,
  };
}

/** Writes the structs of the layers and of the read-out. */
export function writeStructs(
  { image, layers, readout, lists }: NetworkMemory,
  minVoltages: readonly number[],
  memory: ArrayBuffer,
): void {
  const none = { address: 0, bytes: 0 };
  const shared = (before: Partial<LayerMemory['blocks']> & NetworkMemory['image']) =>
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
    writeStruct('Layer', blocks.struct, { ...shape, ...addressesOf(blocks), ...shared(before), minVoltage }, memory);
  }
  const { shape, blocks } = readout;
  const inputs = shared((layers.at(-1) as LayerMemory).blocks);
  writeStruct('DenseReadout', blocks.struct, { ...shape, ...addressesOf(blocks), ...inputs }, memory);
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
