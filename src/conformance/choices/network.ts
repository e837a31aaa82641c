/*
 * The choices of a spiking network, with those of its neurons: what simulators do between the request and the answer, stage
 * by stage. A set of choices may name fields of both. In a network, `spikeHeight` is the height of spikes between layers.
 */
import { exp, expm1 } from '../../base/elementary.ts';
import type { NetworkInput } from '../implementation.ts';
import { type ActsOf, definition, mistake } from './choice.ts';
import { field, neuronFields } from './neuron.ts';

type Architecture = NetworkInput['architecture'];
export type Shape = Architecture['input'];
export type Layer = Architecture['hidden'][number];
type Values = ArrayLike<number>;
type Probe = NonNullable<NetworkInput['probes']>[number];

/** The settings of a network as the simulator reads them. */
type Read = (input: NetworkInput) => Partial<NetworkInput>;
const asRequested: Read = () => ({});
const ofNeurons =
  (change: Partial<Architecture['neuron']>): Read =>
  ({ architecture }) => ({ architecture: { ...architecture, neuron: { ...architecture.neuron, ...change } } });

/** The index of a value that is read at a position. */
type Order = (shape: Shape, row: number, column: number, channel: number) => number;
export const rowColumnChannel: Order = ({ columns, channels }, row, column, channel) =>
  (row * columns + column) * channels + channel;

const orderOf = (what: string) =>
  field<Order>()({
    'row-column-channel': definition(`reads ${what} by row, column, channel`, rowColumnChannel),
    'channel-row-column': mistake(
      `reads ${what} by channel, row, column`,
      ({ rows, columns }, row, column, channel) => (channel * rows + row) * columns + column,
    ),
    'column-row-channel': mistake(
      `reads ${what} by column, row, channel`,
      ({ rows, channels }, row, column, channel) => (column * rows + row) * channels + channel,
    ),
    'row-channel-column': mistake(
      `reads ${what} by row, channel, column`,
      ({ columns, channels }, row, column, channel) => (row * channels + channel) * columns + column,
    ),
  });

const request = {
  settings: field<Read>()({
    'as-asked': definition('uses the requested settings', asRequested),
    'dt-1-ms': mistake('takes every step for 1 ms, in all stages', () => ({ dtSeconds: 0.001 })),
    'tau-rc-20-ms': mistake('uses a tau_rc of 20 ms, for the gain, too', ofNeurons({ tauRcSeconds: 0.02 })),
    'tau-ref-2-ms': mistake('uses a tau_ref of 2 ms, for the gain, too', ofNeurons({ tauRefSeconds: 0.002 })),
    'amplitude-by-steps': mistake('divides the amplitude by the number of steps', ({ amplitude, steps }) => ({
      amplitude: amplitude / steps,
    })),
  }),
  pixels: field<(value: number) => number>()({
    'as-given': definition('takes pixels from 0 to 255', (value) => value),
    'up-to-1': mistake('divides the values of an image by 255', (value) => value / 255),
    signed: mistake('reads pixels as signed bytes', (value) => (value > 127 ? value - 256 : value)),
  }),
  pixelOrder: orderOf('images'),
  images: field<(index: number) => number>()({
    own: definition('shows each image once', (index) => index),
    'first-only': mistake('shows the first image in place of all others', () => 0),
  }),
};

interface Tuned {
  readonly gain: number;
  readonly intercept: number;
  /** 0 is the first layer. */
  readonly index: number;
}

/** What folding needs to know about a layer. */
export interface Folded extends Tuned {
  readonly height: number;
  readonly channels: number;
}

/** What the bias of a neuron depends on. */
interface Placed extends Folded {
  /** Where the neuron lies in its channel, and the number of such positions. */
  readonly position: number;
  readonly positions: number;
}

/** The height of what a layer receives: pixels have none. */
const received = ({ index, height }: Folded) => (index === 0 ? 1 : height);

const folding = {
  gain: field<(tuned: Tuned) => number>()({
    'of-every-layer': definition('multiplies every kernel by the gain', ({ gain }) => gain),
    'of-the-first-layer': mistake('applies the gain only in the first layer', ({ gain, index }) =>
      index === 0 ? gain : 1,
    ),
    none: mistake('does not apply the gain', () => 1),
    'without-intercept': mistake(
      'computes the gain for an intercept of 0',
      ({ gain, intercept }) => gain * (1 - intercept),
    ),
  }),
  weightHeight: field<(at: Folded) => number>()({
    'of-spikes': definition('multiplies the weights of spikes by their height', received),
    '1': mistake('sends spikes of height 1 between layers', () => 1),
    'of-pixels-too': mistake('multiplies the weights of pixels by the height of spikes, too', ({ height }) => height),
    'without-gain': mistake(
      'leaves the gain out of the weights between layers of neurons',
      (at) => received(at) / (at.index === 0 ? 1 : at.gain),
      'nengo#1639',
    ),
  }),
  kernelBias: field<(biases: Values, channel: number, at: Placed) => number>()({
    'times-gain': definition(
      'adds gain times the bias of the kernel',
      (biases, channel, { gain }) => gain * (biases[channel] as number),
    ),
    none: mistake('drops the biases of kernels', () => 0),
    'of-the-last-channel': mistake(
      'adds the kernel bias of the last channel to all channels',
      (biases, _, { gain, channels }) => gain * (biases[channels - 1] as number),
    ),
    'of-the-first-channel': mistake(
      'adds the kernel bias of the first channel to all channels',
      (biases, _, { gain }) => gain * (biases[0] as number),
    ),
    'of-overlapping-ranges': mistake(
      'sets the kernel biases of channels for ranges of neurons that overlap, so that later channels replace earlier ones',
      (biases, channel, { gain, channels, position, positions }) =>
        gain * (biases[Math.min(channel * positions + position, channels - 1)] as number),
      'snn_toolbox#45',
    ),
    'without-gain': mistake(
      'adds the biases of kernels without the gain',
      (biases, channel) => biases[channel] as number,
    ),
    'times-height': mistake(
      'multiplies the biases of kernels that receive spikes by the height of a spike',
      (biases, channel, at) => received(at) * at.gain * (biases[channel] as number),
    ),
  }),
  neuronBias: field<(biases: Values, neuron: number, channels: number) => number>()({
    own: definition('gives each neuron its own bias', (biases, neuron) => biases[neuron] as number),
    'of-the-channel': mistake(
      'gives all neurons of a channel the bias of the first one',
      (biases, neuron, channels) => biases[neuron % channels] as number,
    ),
    none: mistake('drops the biases of neurons', () => 0),
  }),
};

const convolution = {
  kernel: field<(row: number, column: number, size: number) => readonly [row: number, column: number]>()({
    'as-given': definition('correlates its input with the kernel', (row, column) => [row, column]),
    rotated: mistake(
      'rotates every kernel by 180 degrees, as a convolution in the strict sense does',
      (row, column, size) => [size - 1 - row, size - 1 - column],
      'snn_toolbox#126',
    ),
    transposed: mistake('transposes every kernel', (row, column) => [column, row]),
    'rows-reversed': mistake('reverses the rows of every kernel', (row, column, size) => [size - 1 - row, column]),
    'columns-reversed': mistake('reverses the columns of every kernel', (row, column, size) => [
      row,
      size - 1 - column,
    ]),
  }),
  /** The index of a weight, if there is one; kernels are listed by row, column, input channel, output channel. */
  kernelOrder: field<(position: number, input: number, output: number, of: KernelShape) => number | undefined>()({
    'input-output': definition(
      'reads kernels by row, column, input channel, output channel',
      (position, input, output, { inputs, outputs }) => (position * inputs + input) * outputs + output,
    ),
    'output-input': mistake(
      'swaps the input and the output channels of kernels',
      (position, input, output, { inputs, outputs }) => (position * outputs + output) * inputs + input,
      'spyx#17',
    ),
    'channels-first': mistake(
      'reads kernels by output channel, input channel, row, column',
      (position, input, output, { inputs, positions }) => (output * inputs + input) * positions + position,
    ),
    'output-first': mistake(
      'reads kernels by output channel, row, column, input channel',
      (position, input, output, { inputs, positions }) => (output * positions + position) * inputs + input,
    ),
    'inputs-reversed': mistake(
      'reads the input channels of kernels in reverse',
      (position, input, output, { inputs, outputs }) => (position * inputs + inputs - 1 - input) * outputs + output,
    ),
    'last-input-only': mistake(
      'adds only what comes from the last input channel',
      (position, input, output, { inputs, outputs }) =>
        input === inputs - 1 ? (position * inputs + input) * outputs + output : undefined,
      'brian2#766',
    ),
  }),
  stride: field<(stride: number, direction: 'row' | 'column', kernelSize: number) => number>()({
    'as-asked': definition('moves the kernel by the stride', (stride) => stride),
    '1': mistake('moves every kernel by one position instead of the stride', () => 1),
    'not-of-1-x-1': mistake(
      'ignores the stride of kernels of 1 × 1',
      (stride, _, kernelSize) => (kernelSize === 1 ? 1 : stride),
      'pytorch#54080',
    ),
    'rows-only': mistake('applies the stride only to rows', (stride, direction) => (direction === 'row' ? stride : 1)),
  }),
  padding: field<(layer: Layer) => 'both-sides' | 'biases-only' | 'end'>()({
    zeros: definition('pads with zeros on all sides', () => 'both-sides'),
    'biases-only': mistake(
      'gives only their biases to neurons whose kernel reaches into the padding',
      () => 'biases-only',
    ),
    'without-stride': mistake('ignores the padding of convolutions with a stride', ({ stride }) =>
      stride > 1 ? 'biases-only' : 'both-sides',
    ),
    end: mistake('pads only after the last row and column', () => 'end'),
  }),
  spikeOrder: orderOf('spikes'),
};

interface KernelShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly positions: number;
}

/** y ← keep · y + take · x */
export interface Filter {
  readonly keep: number;
  readonly take: number;
}

export const exactFilter = (tauSteps: number): Filter => ({ keep: exp(-1 / tauSteps), take: -expm1(-1 / tauSteps) });

const connection = {
  /** Whether there is a synapse before a layer (0 is the first); the number of layers stands for the read-out. */
  synapses: field<(layer: number, layers: number) => boolean>()({
    'between-layers': definition('has synapses between layers', (layer, layers) => layer > 0 && layer < layers),
    none: mistake('has no synapses, even if they are requested', () => false),
    'of-the-image': mistake(
      'has a synapse between the image and the first layer, too',
      (layer, layers) => layer < layers,
    ),
    'of-the-read-out': mistake('has a synapse between the last layer and the read-out, too', (layer) => layer > 0),
    'only-the-first': mistake(
      'has a synapse only between the first two layers',
      (layer, layers) => layer === 1 && layer < layers,
    ),
  }),
  /** τ/dt; 0 means none. */
  synapseTime: field<(seconds: number, dtSeconds: number) => number>()({
    'as-asked': definition('has synapses of the requested time constant', (seconds, dt) => seconds / dt),
    'of-1-ms-steps': mistake('filters in synapses as if every step were 1 ms', (seconds) => seconds / 0.001),
    '5-ms': mistake(
      'has synapses of 5 ms whatever time constant is requested',
      (seconds, dt) => (seconds > 0 ? 0.005 / dt : 0),
      'nengo-loihi#43',
    ),
    'zero-lags': mistake('treats synapses of 0 s as filters that pass everything on one step late', (seconds, dt) =>
      Math.max(seconds / dt, Number.MIN_VALUE),
    ),
  }),
  synapseLag: field<0 | 1>()({
    'one-step': definition('has synapses that lag one step', 1),
    none: mistake('shows spikes to a synapse in the step in which they arrive', 0, 'sPyNNaker#37'),
  }),
  synapseFilter: field<(tauSteps: number) => Filter>()({
    exact: definition('filters in synapses exactly', exactFilter),
    euler: mistake('filters in synapses by Euler', (tau) => ({
      keep: 1 - Math.min(1 / tau, 1),
      take: Math.min(1 / tau, 1),
    })),
    unscaled: mistake('adds spikes to synapses without the factor 1 - decay', (tau) => ({
      keep: exactFilter(tau).keep,
      take: 1,
    })),
  }),
  synapseLimit: field<number>()({
    none: definition('lets synapses have any value', Number.POSITIVE_INFINITY),
    '1': mistake('limits what a synapse holds to 1 in either direction', 1),
  }),
  synapseBias: field<'after' | 'before'>()({
    'not-filtered': definition('adds biases after the synapse', 'after'),
    filtered: mistake('filters the biases in synapses, too', 'before'),
  }),
  synapseStart: field<'zero' | 'continued'>()({
    zero: definition('starts synapses at 0', 'zero'),
    continued: mistake('starts every image with what its synapses held before', 'continued'),
  }),
  spikeRelay: field<0 | 1>()({
    'at-once': definition('passes spikes to the next layer at once', 0),
    'one-step-late': mistake('passes spikes to the next layer one step late', 1),
  }),
  /** What neurons send to the next layer. */
  relayed: field<'spikes' | 'currents'>()({
    spikes: definition('sends spikes to the next layer', 'spikes'),
    currents: mistake(
      'sends the currents of a layer to the next in place of the spikes of its neurons',
      'currents',
      'conv_snn#3',
    ),
  }),
  imageStart: field<'initial' | 'continued' | 'zero'>()({
    initial: definition('starts every image from the initial state', 'initial'),
    continued: mistake('starts every image where the last one ended', 'continued', 'spikingjelly#323'),
    zero: mistake('starts every image but the first from voltages of 0', 'zero', 'genn#509'),
  }),
};

const answer = {
  /** The index in a list of spikes at which the read-out finds that of a neuron. */
  flattening: {
    ...orderOf('the last layer'),
    inverse: mistake<Order>(
      'takes weights of the read-out as if the neurons of the last layer were in the order channel, row, column',
      (shape, row, column, channel) => {
        const [positions, own] = [shape.rows * shape.columns, rowColumnChannel(shape, row, column, channel)];
        return (own % positions) * shape.channels + Math.floor(own / positions);
      },
      'snn_toolbox#47',
    ),
  },
  readoutOrder: field<(neuron: number, label: number, neurons: number, classes: number) => number>()({
    'neuron-class': definition(
      'reads weights of the read-out by neuron, class',
      (neuron, label, _, classes) => neuron * classes + label,
    ),
    'class-neuron': mistake(
      'reads weights of the read-out by class, neuron',
      (neuron, label, neurons) => label * neurons + neuron,
    ),
  }),
  readoutHeight: field<(height: number) => number>()({
    'of-spikes': definition('reads out spikes with their height', (height) => height),
    '1': mistake('reads out spikes as ones at every amplitude', () => 1),
  }),
  readoutBias: field<(bias: number, height: number, hidden: number) => number>()({
    added: definition('adds the biases of the read-out', (bias) => bias),
    none: mistake('drops the biases of the read-out', () => 0),
    'times-height': mistake(
      'multiplies the biases of the read-out by the height of a spike',
      (bias, height) => bias * height,
    ),
    'of-the-last-layer': mistake(
      'adds the biases of the last layer to the read-out instead of its own',
      (_bias, _height, hidden) => hidden,
      'rockpool@v2.8',
    ),
  }),
  /** What the read-out filters, given its input in a step. */
  readoutInput: field<'sums' | 'thresholded'>()({
    sums: definition('reads out weighted sums', 'sums'),
    thresholded: mistake(
      'compares the input of the read-out with 1, like that of a neuron, and reads out 0 or 1',
      'thresholded',
      'AiDotNet#1512',
    ),
  }),
  readoutTime: field<(seconds: number, dtSeconds: number) => number>()({
    'as-asked': definition('filters the read-out with the requested time constant', (seconds, dt) => seconds / dt),
    'of-1-ms-steps': mistake('filters the read-out as if every step were 1 ms', (seconds) => seconds / 0.001),
    '100-ms': mistake('filters the read-out with 100 ms whatever is requested', (_, dt) => 0.1 / dt),
  }),
  /** What is read out of the steps of an image. */
  readout: field<'filtered' | 'filtered-without-lag' | 'last' | 'sum' | 'mean'>()({
    filtered: definition('shows the filtered read-out, which lags one step', 'filtered'),
    'without-lag': mistake('includes the last step in the filtered read-out', 'filtered-without-lag'),
    'last-step': mistake('shows the read-out of the last step, unfiltered', 'last'),
    sum: mistake('shows the sum of the read-outs of all steps', 'sum'),
    mean: mistake('shows the mean of the read-outs of all steps', 'mean'),
  }),
  predicted: field<(readout: readonly number[], image: number, all: readonly (readonly number[])[]) => number>()({
    'lowest-of-largest': definition('answers with the lowest class of a tie', (readout) =>
      readout.indexOf(Math.max(...readout)),
    ),
    'highest-of-largest': mistake('answers with the highest class of a tie', (readout) =>
      readout.lastIndexOf(Math.max(...readout)),
    ),
    'nearly-largest': mistake('answers with the first class within 0.01 % of the largest read-out', (readout) => {
      const largest = Math.max(...readout);
      return readout.findIndex((value) => value >= largest - 1e-4 * Math.abs(largest));
    }),
    smallest: mistake('answers with the class of the smallest read-out', (readout) =>
      readout.indexOf(Math.min(...readout)),
    ),
    'softmax-over-images': mistake(
      'takes the softmax of a class over the images in place of the classes, so that a class depends on the other images',
      (readout, _, all) => {
        const sums = readout.map((own, label) => all.reduce((sum, one) => sum + exp((one[label] as number) - own), 0));
        const decided = sums.map((sum) => Number(sum.toPrecision(12))); // what rounding decides is a tie
        return decided.indexOf(Math.min(...decided));
      },
      'bindsnet#577',
    ),
    'from-1': mistake('counts classes from 1', (readout) => readout.indexOf(Math.max(...readout)) + 1),
    'of-absolutes': mistake('answers with the class of the largest absolute read-out', (readout) => {
      const sizes = readout.map(Math.abs);
      return sizes.indexOf(Math.max(...sizes));
    }),
  }),
  /** The place of a probe's recording in an answer, given the probes of the request. */
  recordingOrder: field<(own: number, probes: readonly Probe[]) => number>()({
    'of-the-request': definition('lists recordings in the order of the request', (own) => own),
    'of-layers': mistake(
      'lists recordings by layer and by the name of what is recorded, not in the order of the request',
      (own, probes) => {
        const nameAt = (index: number) => `${probes[index]?.layer} ${probes[index]?.stage}`;
        const isBefore = (other: number) =>
          nameAt(other) < nameAt(own) || (nameAt(other) === nameAt(own) && other < own);
        return probes.filter((_, other) => isBefore(other)).length;
      },
      'xolotl#150',
    ),
  }),
  recordedCurrent: field<(now: number, before: number) => number>()({
    'of-the-step': definition('records the current of each step', (now) => now),
    change: mistake(
      'records the change of a current in place of the current',
      (now, before) => now - before,
      'nest#499',
    ),
  }),
  /** The image whose spikes are counted. */
  countedImage: field<(image: number) => number>()({
    own: definition('counts the spikes of every image', (image) => image),
    first: mistake('shows the spike counts of the first image for every image', () => 0, 'neurobench#258'),
  }),
  /** The number of spikes of a layer, given those of its neurons [step][neuron]. */
  counts: field<(spikes: readonly (readonly number[])[]) => number>()({
    spikes: definition('counts every spike of a layer', (spikes) => sumOf(spikes.flat())),
    'neurons-in-a-byte': mistake('counts the spikes of each neuron in 8 bits', (spikes) =>
      sumOf((spikes[0] ?? []).map((_, neuron) => sumOf(spikes.map((row) => row[neuron] as number)) % 256)),
    ),
    'layer-in-a-byte': mistake('counts the spikes of a layer in 8 bits', (spikes) => sumOf(spikes.flat()) % 256),
    'neurons-that-fire': mistake(
      'counts the neurons that fire instead of their spikes',
      (spikes) => (spikes[0] ?? []).filter((_, neuron) => spikes.some((row) => row[neuron] !== 0)).length,
    ),
    'first-step-only': mistake(
      'counts only the spikes of the first step',
      (spikes) => sumOf(spikes[0] ?? []),
      'syops-counter#4',
    ),
    'last-step': mistake('counts only the spikes of the last step', (spikes) => sumOf(spikes.at(-1) ?? [])),
    'without-the-first-step': mistake('does not count the spikes of the first step', (spikes) =>
      sumOf(spikes.slice(1).flat()),
    ),
  }),
};

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** The fields of a network without those of its neurons, in the order of a run. */
export const ownFields = { ...request, ...folding, ...convolution, ...connection, ...answer };

/** All fields of a network: its own, after those of its neurons. */
export const networkFields: typeof neuronFields & typeof ownFields = { ...neuronFields, ...ownFields };

export type NetworkActs = ActsOf<typeof networkFields>;
