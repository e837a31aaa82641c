import { probesOf } from '../../../properties/network/observation.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import { answerCases } from './answer-cases.ts';
import type { NetworkCase } from './network-case.ts';
import { drawNoise, shaped, threeLayers } from './networks.ts';
import { shapeCases } from './shape-cases.ts';

/** Records all stages of every layer, not only spikes. */
const stages =
  (more: Partial<NetworkInput> = {}) =>
  (input: NetworkInput): Partial<NetworkInput> => ({
    ...more,
    probes: probesOf(input),
  });

const always = (more: Partial<NetworkInput>) => () => more;

const fromVoltage =
  (voltage: number) =>
  (input: NetworkInput): Partial<NetworkInput> => ({
    initialVoltage: input.initialVoltage.map((voltages) => voltages.map(() => voltage)),
  });

const stageCases: readonly NetworkCase[] = [
  {
    id: 'stages',
    clause: 'layers',
    title: 'has these currents, voltages and spikes in every layer',
    change: stages(),
  },
  {
    id: 'stages-without-floor',
    clause: 'floor',
    title: 'has these currents, voltages and spikes without a floor',
    change: stages({ minVoltage: null }),
  },
  {
    id: 'stages-at-fifty-times-the-amplitude',
    clause: 'layers',
    title: 'discards inhibition at the floor if spikes are fifty times as high as in training',
    change: stages({ amplitude: 0.5 }),
  },
  {
    id: 'stages-at-fifty-times-the-amplitude-without-floor',
    clause: 'layers',
    title: 'preserves all inhibition without a floor if spikes are fifty times as high as in training',
    change: stages({ amplitude: 0.5, minVoltage: null }),
  },
  {
    id: 'stages-of-one-layer',
    clause: 'convolution',
    title: 'has one hidden layer, which is read out directly',
    architecture: shaped({ hidden: [{ kernelSize: 3, stride: 1, channels: 3 }] }),
    change: stages(),
  },
];

const amplitudeCases: readonly NetworkCase[] = [0.02, 0.05, 0.1, 0.2, 0.3, 1, 2].map((amplitude) => ({
  id: `amplitude-${amplitude}`,
  clause: 'folding',
  title: `differs at amplitude ${amplitude} with the weights of 0.01`,
  change: always({ amplitude }),
}));

const imageCases: readonly NetworkCase[] = [
  {
    id: 'black-picture',
    clause: 'convolution',
    title: 'has no input except its biases',
    change: always({ images: [new Uint8Array(16)] }),
  },
  {
    id: 'white-picture',
    clause: 'convolution',
    title: 'has pixels of 255, not of 1',
    change: always({ images: [new Uint8Array(16).fill(255)] }),
  },
  {
    id: 'one-bright-spot',
    clause: 'convolution',
    title: 'has one bright pixel on black',
    change: always({ images: [new Uint8Array(16).fill(255, 6, 7)] }),
  },
  {
    id: 'three-pictures',
    clause: 'images',
    title: 'resets its state for every image',
    change: ({ architecture }) => ({ images: [100, 101, 102].map((seed) => drawNoise(architecture, seed)) }),
  },
  {
    id: 'seven-pictures',
    clause: 'images',
    title: 'sees each of seven images',
    change: ({ architecture }) => ({
      images: [110, 111, 112, 113, 114, 115, 116].map((seed) => drawNoise(architecture, seed)),
    }),
  },
  {
    id: 'same-picture-three-times',
    clause: 'determinism',
    title: 'gives equal outputs for equal images',
    change: ({ images: [image = new Uint8Array()] }) => ({ images: [image, image, image] }),
  },
];

const startCases: readonly NetworkCase[] = [
  { id: 'starts-at-zero', clause: 'start', title: 'starts with all voltages at 0', change: fromVoltage(0) },
  { id: 'starts-at-one', clause: 'start', title: 'starts with all voltages at exactly 1', change: fromVoltage(1) },
  { id: 'starts-at-a-half', clause: 'start', title: 'starts with all voltages at 0.5', change: fromVoltage(0.5) },
  {
    id: 'floor-at-a-half-below',
    clause: 'floor',
    title: 'has a floor at −0.5',
    change: always({ minVoltage: -0.5, amplitude: 0.1 }),
  },
];

const timeCases: readonly NetworkCase[] = [
  {
    id: 'two-steps',
    clause: 'read-out',
    title: 'reads out the first of two steps',
    change: always({ steps: 2, amplitude: 0.1 }),
  },
  { id: 'sixty-steps', clause: 'steps', title: 'runs for 60 steps', change: always({ steps: 60 }) },
  {
    id: 'half-millisecond-steps',
    clause: 'time',
    title: 'runs in steps of 0.5 ms',
    change: always({ dtSeconds: 0.0005 }),
  },
  { id: 'two-millisecond-steps', clause: 'time', title: 'runs in steps of 2 ms', change: always({ dtSeconds: 0.002 }) },
];

const synapseCases: readonly NetworkCase[] = [
  {
    id: 'synapse-50-ms-above-a-floor-of-minus-three',
    clause: 'floor',
    title: 'starts at −0.5 and is held at a floor of −3, with synapses of 50 ms',
    change: (input) => ({
      ...fromVoltage(-0.5)(input),
      ...{ amplitude: 0.5, minVoltage: -3, synapseSeconds: 0.05, steps: 60, probes: probesOf(input) },
    }),
  },
  {
    id: 'synapse-5-ms',
    clause: 'synapse',
    title: 'has these currents, voltages and spikes with synapses of 5 ms',
    change: stages({ amplitude: 0.1, synapseSeconds: 0.005 }),
  },
  {
    id: 'synapse-2-ms-at-fifty-times-the-amplitude',
    clause: 'synapse',
    title: 'has these currents, voltages and spikes at fifty times the amplitude with synapses of 2 ms',
    change: stages({ amplitude: 0.5, synapseSeconds: 0.002 }),
  },
  {
    id: 'synapse-in-half-millisecond-steps',
    clause: 'synapse',
    title: 'shows three images in steps of 0.5 ms with synapses of 1 ms, and empties them for every image',
    change: ({ architecture }) => ({
      ...{ amplitude: 0.1, synapseSeconds: 0.001, dtSeconds: 0.0005, steps: 30 },
      images: [103, 104, 105].map((seed) => drawNoise(architecture, seed)),
    }),
  },
  {
    id: 'synapse-through-three-layers',
    clause: 'synapse',
    title: 'passes spikes through two synapses of 1 ms, one step late in each',
    architecture: threeLayers,
    change: always({ amplitude: 0.05, synapseSeconds: 0.001 }),
  },
];

const paddingCases: readonly NetworkCase[] = [
  {
    id: 'padding-keeps-the-size',
    clause: 'padding',
    title: 'has these currents, voltages and spikes with 3 × 3 kernels and a border of one zero, as large as the image',
    architecture: shaped({
      hidden: [
        { kernelSize: 3, stride: 1, padding: 1, channels: 2 },
        { kernelSize: 3, stride: 1, padding: 1, channels: 1 },
      ],
    }),
    change: stages(),
  },
  {
    id: 'padding-two-with-stride-two',
    clause: 'padding',
    title: 'has a border of two zeros, a stride of two, and no border in the second layer',
    architecture: shaped({
      input: { rows: 4, columns: 5, channels: 1 },
      hidden: [
        { kernelSize: 3, stride: 2, padding: 2, channels: 2 },
        { kernelSize: 2, stride: 1, padding: 0, channels: 2 },
      ],
    }),
    change: stages(),
  },
];

/** The inputs of network vectors, in reading order. */
export const networkCases: readonly NetworkCase[] = [
  ...stageCases,
  ...amplitudeCases,
  ...imageCases,
  ...startCases,
  ...timeCases,
  ...synapseCases,
  ...paddingCases,
  ...shapeCases,
  ...answerCases,
];
