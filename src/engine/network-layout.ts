import { square } from '../base/elementary.ts';
import type { PrecisionName } from '../base/precision.ts';
import { type LayerPlan, sizeOf } from '../simulator/network/architecture.ts';
import { constants } from './kernel.generated.ts';
import { type Allocator, allocate, type Blocks, floatBytes, type StructField, structBytes } from './memory.ts';

/** How the kernel stores numbers in one precision. */
type NumberFormat = (typeof constants)[PrecisionName];

/** The shape of a layer whose channels are padded: the fields of the struct `Layer` that are whole numbers. */
type LayerShape = Readonly<Record<StructField<'Layer', 'u32'>, number>>;

/** Fields of structs that are addresses of arrays of the previous layer, or of the lists that all layers share. */
export type SharedArray =
  | 'inputs'
  | 'inputAffected'
  | 'inputSpikes'
  | 'inputGradients'
  | 'inputSlopes'
  | 'starts'
  | 'list';

/** A layer in the kernel's memory. Its blocks are its struct, and the arrays that the struct points to. */
export interface LayerLayout {
  /** The shape without padded channels. */
  readonly plan: LayerPlan;
  readonly precision: PrecisionName;
  readonly shape: LayerShape;
  readonly blocks: Blocks<'struct' | Exclude<StructField<'Layer', 'usize'>, SharedArray>>;
}

export interface ReadoutLayout {
  readonly shape: Readonly<Record<StructField<'DenseReadout', 'u32'>, number>>;
  readonly blocks: Blocks<'struct' | Exclude<StructField<'DenseReadout', 'usize'>, SharedArray>>;
}

/** Where the parts of a network lie in the kernel's memory. */
export interface NetworkLayout {
  readonly precision: PrecisionName;
  /** The image, named like the blocks of a layer. */
  readonly image: Blocks<'outputs' | 'affected'>;
  readonly layers: readonly LayerLayout[];
  readonly readout: ReadoutLayout;
  readonly lists: Blocks<'starts' | 'list'>;
  /** The struct `Neurons` and the arrays that it points to. */
  readonly neurons: Blocks<'struct' | 'zeros' | 'currents' | 'states'>;
  readonly bytes: number;
}

/** Lays out the memory of a network that spikes for a number of steps, or is trained, in float32. */
export function allocateNetwork(
  plans: readonly LayerPlan[],
  classes: number,
  use: { readonly spikingSteps: number; readonly precision: PrecisionName } | 'training',
): NetworkLayout {
  const isTraining = use === 'training';
  const { spikingSteps: steps, precision } = isTraining ? { spikingSteps: 0, precision: 'float32' as const } : use;
  const format = constants[precision];
  const allocator: Allocator = { end: 0 };
  const { input } = plans[0] as LayerPlan;
  const image = allocate(allocator, {
    outputs: format.NUMBER_BYTES * sizeOf(input),
    affected: input.rows * input.columns,
  });
  const layers = plans.map((plan, index): LayerLayout => {
    const shape = layerShape(plan, index === 0, isTraining, format);
    return { plan, precision, shape, blocks: allocate(allocator, layerBytes(shape, index === 0, steps, format)) };
  });
  const neurons = countNeurons((layers.at(-1) as LayerLayout).shape);
  const shape = { neurons, classes, paddedClasses: roundUp(classes, 4) };
  const readout = { shape, blocks: allocate(allocator, readoutBytes(shape, steps, format)) };
  const mostPositions = Math.max(...layers.map(({ shape }) => shape.rows * shape.columns));
  const mostNeurons = Math.max(...layers.map(({ shape }) => countNeurons(shape)));
  return {
    precision,
    image,
    layers,
    readout,
    lists: allocate(allocator, {
      starts: floatBytes(Math.max(input.rows * input.columns, mostPositions, steps * mostPositions) + 1),
      // the kernel writes one pair beyond the end
      list: Math.max(format.PAIR_BYTES * (Math.max(sizeOf(input), mostNeurons) + 1), floatBytes(steps * mostNeurons)),
    }),
    neurons: allocate(allocator, {
      struct: structBytes('Neurons'),
      zeros: steps > 0 ? format.WORD_BYTES : 0,
      currents: steps * format.WORD_BYTES,
      states: format.WORD_STATE_BYTES,
    }),
    bytes: allocator.end,
  };
}

function layerShape(
  { input, output, kernelSize, stride, padding, ...plan }: LayerPlan,
  isFirst: boolean,
  isTraining: boolean,
  format: NumberFormat,
): LayerShape {
  const multiple = isTraining ? 4 : format.WORD_CHANNELS;
  const inputChannels = isFirst ? input.channels : roundUp(input.channels, multiple);
  const channels = roundUp(plan.channels, multiple);
  return {
    inputRows: input.rows,
    inputColumns: input.columns,
    inputChannels,
    kernelSize,
    stride,
    padding,
    rows: output.rows,
    columns: output.columns,
    channels,
  };
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}

/** Number of neurons of a layer whose channels are padded. */
export function countNeurons({ rows, columns, channels }: LayerShape): number {
  return rows * columns * channels;
}

type Sizes<Memory extends LayerLayout | ReadoutLayout> = Readonly<Record<keyof Memory['blocks'], number>>;

function layerBytes(shape: LayerShape, isFirst: boolean, steps: number, format: NumberFormat): Sizes<LayerLayout> {
  const positions = shape.rows * shape.columns;
  const neurons = format.NUMBER_BYTES * countNeurons(shape);
  const weights = format.NUMBER_BYTES * square(shape.kernelSize) * shape.inputChannels * shape.channels;
  const spikes = floatBytes((steps * countNeurons(shape)) / format.WORD_CHANNELS);
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
    spikes,
    blankSpikes: spikes,
    gradients: training * neurons,
    biasGradients: training * neurons,
    weightGradients: training * weights,
    transposedWeights: isFirst ? 0 : training * weights,
    transposedWeightGradients: isFirst ? 0 : training * weights,
  };
}

function readoutBytes(
  { neurons, paddedClasses }: ReadoutLayout['shape'],
  steps: number,
  format: NumberFormat,
): Sizes<ReadoutLayout> {
  const classes = format.NUMBER_BYTES * paddedClasses;
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
