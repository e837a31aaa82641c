import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { type NirNeuronType, nirNeurons } from '../nir/neurons.ts';
import { bytesText, float32Text, requestNumber } from './fields.ts';

const architecture = z.object({
  name: z.string(),
  input: z
    .object({ rows: requestNumber, columns: requestNumber, channels: requestNumber })
    .describe('Size of an image; its arrays are laid out [row, column, channel], channel fastest.'),
  hidden: list(
    z.object({
      kernelSize: requestNumber,
      stride: requestNumber,
      padding: requestNumber
        .exactOptional()
        .describe('Width of the border of zeros around the input of the convolution; 0 or missing: none.'),
      channels: requestNumber,
    }),
  ).describe('Convolutions, each followed by LIF neurons, one for each of its outputs.'),
  classes: requestNumber,
  neuron: z
    .object({
      tauRcSeconds: requestNumber,
      tauRefSeconds: requestNumber,
      maxRateHz: requestNumber,
      intercept: requestNumber,
    })
    .describe('Tuning of every neuron; the gain follows from it.'),
  readoutTauSeconds: requestNumber.describe('Time constant of the low-pass filter on the read-out.'),
});

const layer = z.object({
  kernel: float32Text.describe('[row, column, input channel, output channel]; float32, little-endian'),
  kernelBias: float32Text.describe('[output channel]; float32, little-endian'),
  neuronBias: float32Text.describe('[row, column, channel]; float32, little-endian'),
});

const weights = z.object({
  layers: list(layer),
  readout: z.object({
    weight: float32Text.describe('[neuron of the last layer, class]; float32, little-endian'),
    bias: float32Text.describe('[class]; float32, little-endian'),
  }),
});

const initialVoltage = list(float32Text).describe('One per layer [row, column, channel].');

const images = list(bytesText).describe('Values 0 … 255, each [row, column, channel].');

const distribution = z.union([
  z.object({ kind: z.literal('choice'), values: list(requestNumber) }),
  z.object({ kind: z.literal('uniform'), low: requestNumber, high: requestNumber }),
]);

const perNeuron = list(requestNumber).describe('[neuron]');
const weight = list(list(requestNumber)).describe('[neuron][channel]');
const nirWeights = z.union([
  z.object({ type: z.literal('Affine'), weight, bias: perNeuron }),
  z.object({ type: z.literal('Linear'), weight }),
]);
const nirTypes = Object.keys(nirNeurons) as NirNeuronType[];
const nirNeuron = z.union(
  nirTypes.map((type) => {
    const parameters = Object.fromEntries(nirNeurons[type].map((name) => [name, perNeuron]));
    return z.object({ type: z.literal(type), ...parameters });
  }),
);

const state = z
  .unknown()
  .optional()
  .describe('The state of an earlier answer, to continue from; initial values are then ignored.');

/** The nodes of a graph. */
export const nirNodes = z
  .union([z.tuple([nirNeuron]), z.tuple([nirWeights, nirNeuron])], {
    error: `expected a neuron (${nirTypes.join(', ')}) with its parameters, or Affine or Linear and a neuron`,
  })
  .describe('A neuron node, or weights and a neuron node, with the names and parameters that NIR uses.');

/**
 * The schemas of inputs on the wire, by capability. In process, arrays are typed arrays and numbers are numbers. They
 * describe the fields, not which inputs must be refused.
 */
export const inputs = {
  neuron: z.object({
    dtSeconds: requestNumber,
    tauRcSeconds: requestNumber,
    tauRefSeconds: requestNumber,
    amplitude: requestNumber,
    minVoltage: requestNumber.nullable().describe('Voltage floor; null for none.'),
    initialVoltage: list(requestNumber).describe('[neuron]'),
    current: list(list(requestNumber)).describe('[step][neuron]'),
    state,
  }),
  tuning: z.object({
    tauRcSeconds: requestNumber,
    tauRefSeconds: requestNumber,
    amplitude: requestNumber,
    maxRatesHz: list(requestNumber).describe('Firing rate at input 1 [neuron].'),
    intercepts: list(requestNumber).describe('Input above which each neuron fires [neuron].'),
    inputs: list(requestNumber).describe('[point]'),
  }),
  synapse: z.object({
    dtSeconds: requestNumber,
    tauSeconds: requestNumber,
    signal: list(requestNumber).describe('[step]'),
    state,
  }),
  seeded: z.object({
    seed: requestNumber,
    neurons: requestNumber,
    tauRcSeconds: requestNumber,
    tauRefSeconds: requestNumber,
    maxRatesHz: distribution,
    intercepts: distribution,
    initialVoltage: distribution,
  }),
  network: z.object({
    architecture,
    amplitude: requestNumber,
    minVoltage: requestNumber.nullable(),
    steps: requestNumber,
    dtSeconds: requestNumber,
    synapseSeconds: requestNumber
      .exactOptional()
      .describe('Time constant of low-pass synapses between layers of neurons; 0 or missing: no synapses.'),
    probes: list(z.object({ layer: z.string(), stage: z.enum(['current', 'voltage', 'spikes']) }))
      .exactOptional()
      .describe('What to record for the first image, by layer (layer1, layer2 …) and stage.'),
    weights,
    initialVoltage,
    images,
    state: state.describe(
      'The state of an earlier answer, to continue from; initial voltages are then ignored. null: from the start. Without it, no state is returned.',
    ),
  }),
  training: z.object({
    architecture,
    seed: requestNumber,
    weights: weights
      .exactOptional()
      .describe('The initial weights and biases. If they are missing, the program draws them from the seed.'),
    initialVoltage: initialVoltage
      .exactOptional()
      .describe('Of the spiking network, one per layer [row, column, channel]. Given together with the weights.'),
    amplitude: requestNumber,
    optimizer: z
      .object({ learningRate: requestNumber, decay: requestNumber, epsilon: requestNumber })
      .describe('RMSprop: m ← decay · m + (1 − decay) · g², w ← w − learningRate · g/√(m + epsilon).'),
    epochs: requestNumber.describe('Number of times that all images are shown.'),
    batchSize: requestNumber.describe(
      'Number of images per optimizer step; the last batch of an epoch may have fewer.',
    ),
    order: z
      .enum(['given', 'shuffled'])
      .describe('Whether every epoch shows the images in the order of the list, or in one that the seed decides.'),
    minVoltage: requestNumber.nullable().describe('Voltage floor of the spiking network.'),
    steps: requestNumber.describe('Number of steps for which an image is shown to the trained network.'),
    dtSeconds: requestNumber,
    labels: list(requestNumber).describe('Class of each image.'),
    images,
  }),
  nir: z.object({
    dtSeconds: requestNumber,
    nodes: nirNodes,
    inputs: list(list(requestNumber)).describe('[step][channel]'),
  }),
  nir_export: z.object({
    dtSeconds: requestNumber,
    tauRcSeconds: requestNumber,
    weights: weight,
    bias: perNeuron.exactOptional(),
    inputs: list(list(requestNumber)).describe('Constant within a step [step][channel].'),
  }),
  events: z.object({
    dtSeconds: requestNumber.describe('Delays and refractory periods are whole steps of this length.'),
    tauRcSeconds: requestNumber,
    refractorySteps: requestNumber.describe('Steps after the one of a spike in which a neuron is inactive.'),
    minVoltage: requestNumber.nullable().describe('Voltage floor; null for none.'),
    initialVoltage: list(requestNumber).describe('[neuron]'),
    bias: list(requestNumber).exactOptional().describe('Constant current of each neuron [neuron]; missing: 0.'),
    steps: requestNumber,
    receptors: list(
      z.object({
        kind: z.enum(['delta', 'exponential', 'alpha']),
        tauSeconds: requestNumber.exactOptional().describe('Time constant of the current; a delta has none.'),
      }),
    ).describe('Every neuron has a state of its own of each receptor.'),
    sources: list(list(requestNumber)).describe(
      '[source] → steps in which it fires, ascending, counted from 0; a step listed twice means two spikes',
    ),
    connections: list(
      z.object({
        source: requestNumber.exactOptional().describe('Index in sources; or neuron.'),
        neuron: requestNumber.exactOptional().describe('Index of a neuron; or source.'),
        target: requestNumber.describe('Index of a neuron.'),
        receptor: requestNumber.describe('Index in receptors.'),
        weight: requestNumber.describe(
          'In thresholds: of a delta, the jump of the voltage; of a current, its peak. Negative weights inhibit.',
        ),
        delaySteps: requestNumber.describe('An event of a spike in step t arrives at the end of step t + delaySteps.'),
      }),
    ),
    state,
  }),
};
