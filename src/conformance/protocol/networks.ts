import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { planLayers, productsPerStep } from '../../simulator/network/architecture.ts';
import { findWrongSize, findWrongSizes, firstOf, type WireCapability, wireInput } from './capability.ts';
import { bytesText, float32Text, readBytes, readFloat32, requestNumber, writeBytes, writeFloat32 } from './fields.ts';
import { outputs } from './outputs.ts';
import type { Demand } from './size-limits.ts';

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

const float32 = { write: writeFloat32, read: readFloat32 };

/** The conversions of all arrays in an input. */
const texts = {
  ...{ kernel: float32, kernelBias: float32, neuronBias: float32, weight: float32, bias: float32 },
  ...{ initialVoltage: float32, images: { write: writeBytes, read: readBytes } },
};

export const networkCapability: WireCapability<'network'> = {
  ...wireInput(
    {
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
    },
    texts,
  ),
  output: outputs.network,
  demand: ({ architecture, images, steps, probes = [] }) =>
    demandOf(() => ({
      steps,
      products: images.length * steps * productsPerStep(architecture),
      values: probes.length * steps * Math.max(...planLayers(architecture).map(({ neurons }) => neurons)),
    })),
  computed: ['readout', 'probed'],
  misfit: ({ architecture, images, steps, probes = [] }, output) => {
    const { classes } = architecture;
    const plans = planLayers(architecture);
    const wrong = output.predicted.findIndex((label) => label >= classes);
    const sizes = probes.map(({ layer }) => plans.find(({ name }) => name === layer)?.neurons ?? 0);
    const probed = (output.probed?.length ?? 0) > 0 || probes.length === 0 ? output.probed : undefined;
    return (
      findWrongSizes(output, { predicted: [images.length] }) ??
      (wrong < 0 ? undefined : `predicted[${wrong}]: expected a class below ${classes}`) ??
      findWrongSizes(output, { readout: [images.length, classes], spikeCounts: [images.length, plans.length] }) ??
      findWrongSize('probed', probed, [probes.length, steps]) ??
      firstOf(sizes, (size, probe) => findWrongSize(`probed[${probe}]`, probed?.[probe], [steps, size]))
    );
  },
};

/** The size of a request. Zero if the architecture is invalid, so that the simulator refuses it. */
function demandOf(measure: () => Demand): Demand {
  try {
    return measure();
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

export const trainingCapability: WireCapability<'training'> = {
  ...wireInput(
    {
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
    },
    texts,
  ),
  output: outputs.training,
  // backpropagation takes twice the products of the forward pass
  demand: ({ architecture, images, epochs, steps, seed }) =>
    demandOf(() => ({
      steps,
      seed,
      products: images.length * (3 * epochs + steps + 1) * productsPerStep(architecture),
    })),
  computed: [],
  misfit: ({ architecture }, { weights, initialVoltage }) => {
    if (weights === undefined) return undefined;
    const plans = planLayers(architecture);
    const sizes = plans.map(({ weights, channels, neurons }) => ({
      kernel: [weights],
      kernelBias: [channels],
      neuronBias: [neurons],
    }));
    const { classes } = architecture;
    return (
      findWrongSize('weights.layers', weights.layers, [plans.length]) ??
      firstOf(sizes, (size, layer) => findWrongSizes(weights.layers[layer] ?? {}, size)) ??
      findWrongSizes(weights.readout, { weight: [(plans.at(-1)?.neurons ?? 0) * classes], bias: [classes] }) ??
      findWrongSize('initialVoltage', initialVoltage, [plans.length]) ??
      firstOf(plans, ({ neurons }, layer) =>
        findWrongSize(`initialVoltage[${layer}]`, initialVoltage?.[layer], [neurons]),
      )
    );
  },
};
