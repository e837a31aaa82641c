import { type Architecture, planLayers, productsPerStep } from '../../simulator/network/architecture.ts';
import { findWrongSize, findWrongSizes, firstOf, type WireCapability, wireInput } from './capability.ts';
import { readBytes, readFloat32, writeBytes, writeFloat32 } from './fields.ts';
import { inputs } from './inputs.ts';
import { outputs } from './outputs.ts';
import type { Demand } from './size-limits.ts';

const float32 = { write: writeFloat32, read: readFloat32 };

/** The conversions of all arrays in an input. */
const texts = {
  ...{ kernel: float32, kernelBias: float32, neuronBias: float32, weight: float32, bias: float32 },
  ...{ initialVoltage: float32, images: { write: writeBytes, read: readBytes } },
};

export const networkCapability: WireCapability<'network'> = {
  ...wireInput(inputs.network.shape, texts),
  output: outputs.network,
  demand: ({ architecture, images, steps, probes = [] }) =>
    demandOf(() => ({
      steps,
      neurons: neuronsIn(architecture),
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
      (wrong < 0 ? undefined : `predicted[${wrong}]: expected a class from 0 to ${classes - 1}`) ??
      findWrongSizes(output, { readout: [images.length, classes], spikeCounts: [images.length, plans.length] }) ??
      findWrongSize('probed', probed, [probes.length, steps]) ??
      firstOf(sizes, (size, probe) => findWrongSize(`probed[${probe}]`, probed?.[probe], [steps, size]))
    );
  },
};

/** All neurons of all hidden layers. */
function neuronsIn(architecture: Architecture): number {
  return planLayers(architecture).reduce((sum, { neurons }) => sum + neurons, 0);
}

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
  ...wireInput(inputs.training.shape, texts),
  output: outputs.training,
  // backpropagation takes twice the products of the forward pass
  demand: ({ architecture, images, epochs, steps, seed }) =>
    demandOf(() => ({
      steps,
      seed,
      neurons: neuronsIn(architecture),
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
