import { z } from 'zod';
import { planLayers } from '../../simulator/network/architecture.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import { architecture } from './architecture.ts';
import { bytesText, float32Text, readBytes, readFloat32, writeBytes, writeFloat32 } from './binary.ts';
import { list } from './list.ts';
import { finiteNumber, readNumbers, requestNumber } from './number.ts';
import { firstOf, wrongSize } from './size.ts';

const layer = z.object({
  kernel: float32Text.describe('[row, column, input channel, output channel]; float32, little-endian'),
  kernelBias: float32Text.describe('[output channel]; float32, little-endian'),
  neuronBias: float32Text.describe('[row, column, channel]; float32, little-endian'),
});

const wireInput = z.object({
  architecture,
  weights: z.object({
    layers: list(layer),
    readout: z.object({
      weight: float32Text.describe('[neuron of the last layer, class]; float32, little-endian'),
      bias: float32Text.describe('[class]; float32, little-endian'),
    }),
  }),
  initialVoltage: list(float32Text).describe('A layer each [row, column, channel].'),
  amplitude: requestNumber,
  minVoltage: requestNumber.nullable(),
  steps: requestNumber,
  dtSeconds: requestNumber,
  images: list(bytesText).describe('Values 0 … 255, each [row, column, channel].'),
  probes: list(z.object({ layer: z.string(), stage: z.enum(['current', 'voltage', 'spikes']) }))
    .exactOptional()
    .describe('What to record of the first image, by layer (layer1, layer2 …) and stage.'),
});

/** A network with its weights, and images to show it. */
export const networkInput: z.ZodType = wireInput;

/** Classes, read-outs and numbers of spikes, and what the probes saw. */
export const networkOutput: z.ZodType<NetworkOutput> = z.object({
  predicted: list(z.int().min(0)).describe('Class of each image; the lowest of several that tie.'),
  readout: list(list(finiteNumber)).describe('Filtered, after the last step [image][class].'),
  spikeCounts: list(list(z.int().min(0))).describe('[image][layer]'),
  probed: list(list(list(finiteNumber)))
    .exactOptional()
    .describe('What each probe saw of the first image [probe][step][neuron].'),
});

/** Weights and voltages become float32 texts, images byte texts. */
export function writeNetworkInput(input: NetworkInput): object {
  const { architecture, weights, initialVoltage, amplitude, minVoltage, steps, dtSeconds, images, probes } = input;
  const layers = weights.layers.map(({ kernel, kernelBias, neuronBias }) => ({
    kernel: writeFloat32(kernel),
    kernelBias: writeFloat32(kernelBias),
    neuronBias: writeFloat32(neuronBias),
  }));
  const readout = { weight: writeFloat32(weights.readout.weight), bias: writeFloat32(weights.readout.bias) };
  return {
    ...{ architecture, amplitude, minVoltage, steps, dtSeconds, probes },
    weights: { layers, readout },
    initialVoltage: initialVoltage.map(writeFloat32),
    images: images.map(writeBytes),
  };
}

/** Makes the input of the port of what came over the wire and has its schema. */
export function readNetworkInput(value: unknown): NetworkInput {
  const { weights, initialVoltage, images, ...rest } = value as z.infer<typeof wireInput>;
  const layers = weights.layers.map(({ kernel, kernelBias, neuronBias }) => ({
    kernel: readFloat32(kernel),
    kernelBias: readFloat32(kernelBias),
    neuronBias: readFloat32(neuronBias),
  }));
  const readout = { weight: readFloat32(weights.readout.weight), bias: readFloat32(weights.readout.bias) };
  return {
    ...(readNumbers(rest) as Omit<NetworkInput, 'weights' | 'initialVoltage' | 'images'>),
    weights: { layers, readout },
    initialVoltage: initialVoltage.map(readFloat32),
    images: images.map(readBytes),
  };
}

/** What of an answer does not fit what was asked. */
export function networkMisfit(input: NetworkInput, output: NetworkOutput): string | undefined {
  const { architecture, images, steps, probes = [] } = input;
  const plans = planLayers(architecture);
  const place = output.predicted.findIndex((label) => label >= architecture.classes);
  const sizes = probes.map(({ layer }) => plans.find(({ name }) => name === layer)?.neurons ?? 0);
  const probed = (output.probed?.length ?? 0) > 0 || probes.length === 0 ? output.probed : undefined;
  return firstOf([
    () => wrongSize('predicted', output.predicted, [images.length]),
    () => (place === -1 ? undefined : `predicted[${place}]: a class below ${architecture.classes} expected`),
    () => wrongSize('readout', output.readout, [images.length, architecture.classes]),
    () => wrongSize('spikeCounts', output.spikeCounts, [images.length, plans.length]),
    () => wrongSize('probed', probed, [probes.length, steps]),
    ...sizes.map((size, probe) => () => wrongSize(`probed[${probe}]`, probed?.[probe], [steps, size])),
  ]);
}
