import fc from 'fast-check';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { type Architecture, planLayers, productsPerStep } from '../../src/simulator/network/architecture.ts';
import { fittingLayers } from './fitting-layers.ts';
import { smallArchitecture, smallNetwork, tied } from './network.ts';
import { multiple, positive, smallFirst } from './scale.ts';
import { logUniform, longTail } from './size.ts';

/** The sizes of generated networks. Each is beyond `usual` in about a quarter of the networks. */
const networkSizes = {
  edge: { least: 3, usual: 6, most: 28 },
  imageChannels: { least: 1, usual: 2, most: 4 },
  kernelSize: { least: 1, usual: 3, most: 7 },
  stride: { least: 1, usual: 2, most: 4 },
  channels: { least: 1, usual: 3, most: 32 },
  layers: { least: 1, usual: 3, most: 5 },
  classes: { least: 2, usual: 5, most: 20 },
};

type NetworkSizes = typeof networkSizes;

/** Largest number of products of weights and spikes per step, so that no network runs for long. */
const mostProducts = 20_000;

/**
 * Networks in which every size has a long tail, and whose time constants differ from the tutorial's.
 */
export function largeNetwork(): fc.Arbitrary<NetworkInput> {
  return smallNetwork({ architecture: architecture().filter((one) => productsPerStep(one) <= mostProducts) }).map(
    weakened,
  );
}

/**
 * Every field of a request: these networks, half of them padded, with synapses or other steps, and up to 65 steps. The
 * law adds the probes.
 */
export function legalNetwork({
  images = 1,
  sizes = {},
}: {
  readonly images?: number;
  readonly sizes?: Partial<NetworkSizes>;
} = {}): fc.Arbitrary<NetworkInput> {
  return fc
    .record({
      network: smallNetwork({ images, architecture: legalArchitecture(sizes) }).map(weakened),
      dtSeconds: fc.oneof(
        smallFirst,
        { weight: 3, arbitrary: fc.constant(0.001) },
        fc.constantFrom(0.0005, 0.002, 0.01),
      ),
      synapse: fc.oneof(
        smallFirst,
        { weight: 6, arbitrary: fc.constantFrom(undefined, () => 0) },
        { weight: 2, arbitrary: multiple(0.5, 200) },
        { weight: 1, arbitrary: logUniform(1 / 25, 0.5).map((steps) => (dt: number) => steps * dt) },
      ),
      amplitude: positive(1e-3, 1),
      more: fc.oneof(smallFirst, { weight: 4, arbitrary: fc.constant(0) }, fc.constantFrom(9, 41)),
      lead: fc.oneof(smallFirst, { weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom(0, 2 ** -16)),
    })
    .map(({ network, dtSeconds, synapse, amplitude, more, lead }) => ({
      ...{
        ...network,
        ...(lead !== undefined && tied(network, lead)),
        dtSeconds,
        amplitude,
        steps: network.steps + more,
      },
      ...(synapse !== undefined && { synapseSeconds: synapse(dtSeconds) }),
    }));
}

/** Small, padded, or with many layers. */
export function legalArchitecture(sizes: Partial<NetworkSizes> = {}): fc.Arbitrary<Architecture> {
  const small = architecture(sizes).filter((one) => productsPerStep(one) <= mostProducts / 4);
  const padded = fc
    .tuple(small, fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }))
    .map(([one, paddings]) => {
      const hidden = one.hidden.map((layer, index) => ({ ...layer, padding: paddings[index] ?? 0 }));
      return { ...one, hidden: fittingLayers(hidden, one.input) };
    });
  return fc.oneof(smallFirst, small, padded, deep()).filter((one) => productsPerStep(one) <= mostProducts / 2);
}

/** Layers with names of which the alphabet would put the tenth before the second. */
const deep = () =>
  fc
    .record({
      edge: fc.integer({ min: 1, max: 3 }),
      channels: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 10, maxLength: 12 }),
      drawn: architecture(),
    })
    .map(({ edge, channels, drawn }) => ({
      ...drawn,
      input: { ...drawn.input, rows: edge, columns: edge },
      hidden: channels.map((count) => ({ kernelSize: 1, stride: 1, channels: count })),
    }));

/**
 * Small networks with three images, and three times in four with 17 to 20, which need two batches of up to 16. Those have
 * membranes and runs so short that most neurons are refractory at the end of an image, and that a spike that comes later
 * in the next image is missing at its end. Half of them have synapses.
 */
export function manyImages(): fc.Arbitrary<NetworkInput> {
  const quick = fc
    .tuple(smallArchitecture(), logUniform(0.001, 0.01), fc.constantFrom(0.002, 0.004))
    .map(([one, tauRcSeconds, tauRefSeconds]) => ({ ...one, neuron: { ...one.neuron, tauRcSeconds, tauRefSeconds } }));
  const many = fc
    .record({
      network: fc.integer({ min: 17, max: 20 }).chain((images) => smallNetwork({ images, architecture: quick })),
      steps: fc.integer({ min: 4, max: 12 }),
      synapseSeconds: fc.constantFrom(0, 0.005),
    })
    .map(({ network, ...run }) => ({ ...network, ...run }));
  return fc.oneof(smallNetwork({ images: 3 }), { weight: 3, arbitrary: many });
}

function architecture(sizes: Partial<NetworkSizes> = {}): fc.Arbitrary<Architecture> {
  const { edge, imageChannels, kernelSize, stride, channels, layers, classes } = { ...networkSizes, ...sizes };
  const layer = fc.record({ kernelSize: longTail(kernelSize), stride: longTail(stride), channels: longTail(channels) });
  return fc
    .record({
      input: fc.record({ rows: longTail(edge), columns: longTail(edge), channels: longTail(imageChannels) }),
      hidden: longTail(layers).chain((count) => fc.array(layer, { minLength: count, maxLength: count })),
      classes: longTail(classes),
      neuron: neuron(),
      readoutTauSeconds: fc.oneof(fc.constant(0.1), logUniform(0.005, 2)),
    })
    .map((drawn) => ({ name: 'generated', ...drawn, hidden: fittingLayers(drawn.hidden, drawn.input) }));
}

/** The refractory period is 0, up to 4 ms or up to 10 ms, equally often. Max rates are at most 80 % of its limit. */
function neuron(): fc.Arbitrary<Architecture['neuron']> {
  return fc
    .record({
      tauRcSeconds: fc.oneof(fc.constant(0.02), logUniform(0.002, 0.2)),
      tauRefSeconds: fc.oneof(fc.constant(0), logUniform(0.0001, 0.004), logUniform(0.004, 0.01)),
      maxRateHz: fc.integer({ min: 40, max: 200 }),
      intercept: fc.integer({ min: -8, max: 8 }).map((sixteenths) => sixteenths / 16),
    })
    .map((drawn) => ({ ...drawn, maxRateHz: Math.min(drawn.maxRateHz, Math.floor(0.8 / drawn.tauRefSeconds)) }));
}

/** With the weights of small networks, every neuron of a large network would fire all the time. */
function weakened(input: NetworkInput): NetworkInput {
  const plans = planLayers(input.architecture);
  const layers = input.weights.layers.map((layer, index) => {
    const { kernelSize = 1, input: { channels = 1 } = {} } = plans[index] ?? {};
    const factor = index === 0 ? 1 : Math.min(1, strongTerms / (kernelSize * kernelSize * channels));
    return { ...layer, kernel: layer.kernel.map((weight) => factor * weight) };
  });
  return { ...input, weights: { ...input.weights, layers } };
}

/** If a kernel has more weights than this, they are scaled down to the sum of this many. */
const strongTerms = 16;
