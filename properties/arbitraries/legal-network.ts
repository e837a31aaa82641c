import fc from 'fast-check';
import { square } from '../../src/base/elementary.ts';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { productsPerStep } from '../../src/conformance/protocol/capabilities.ts';
import {
  type Architecture,
  convolvedShape,
  planLayers,
  type Shape,
  sizeOf,
} from '../../src/simulator/network/architecture.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { fittingLayers } from './fitting-layers.ts';
import { chargeTime, intercept } from './legal-tuning.ts';
import { multiple, positive, smallFirst } from './scale.ts';
import { logUniform, longTail } from './size.ts';

/** The sizes of generated networks. Each is beyond `usual` in about a quarter of the networks. */
const networkSizes = {
  edge: { least: 3, usual: 6, most: 28 },
  imageChannels: { least: 1, usual: 2, most: 4 },
  kernelSize: { least: 1, usual: 3, most: 7 },
  stride: { least: 1, usual: 2, most: 4 },
  channels: { least: 1, usual: 3, most: 72 },
  layers: { least: 1, usual: 3, most: 5 },
  classes: { least: 2, usual: 5, most: 20 },
};

type NetworkSizes = typeof networkSizes;

const smallSizes: NetworkSizes = {
  edge: { least: 3, usual: 6, most: 6 },
  imageChannels: { least: 1, usual: 2, most: 2 },
  kernelSize: { least: 1, usual: 3, most: 3 },
  stride: { least: 1, usual: 2, most: 2 },
  channels: { least: 1, usual: 3, most: 3 },
  layers: { least: 1, usual: 3, most: 3 },
  classes: { least: 2, usual: 4, most: 4 },
};

/** Largest number of products of weights and spikes per step, so that no network runs for long. */
const mostProducts = 20_000;

/**
 * A small network without padding and synapses, which every simulator of networks can run.
 *
 * @param wishes - number of images, by default 1, and of hidden layers, by default 1 to 3
 */
export function smallNetwork({
  images = 1,
  layers,
}: {
  readonly images?: number;
  readonly layers?: number;
} = {}): fc.Arbitrary<NetworkInput> {
  const ofLayers = layers === undefined ? {} : { layers: { least: layers, usual: layers, most: layers } };
  return networkOf(architecture({ ...smallSizes, ...ofLayers }), images);
}

/** Such a network, in which every size has a long tail. */
export function largeNetwork(): fc.Arbitrary<NetworkInput> {
  return networkOf(architecture().filter((one) => productsPerStep(one) <= mostProducts)).map(weakened);
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
      network: networkOf(legalArchitecture(sizes), images).map(weakened),
      dtSeconds: fc.oneof(
        smallFirst,
        { weight: 3, arbitrary: fc.constant(0.001) },
        fc.constantFrom(0.0005, 0.002, 0.01),
        { weight: 1, arbitrary: positive(1e-4, 0.05) },
      ),
      synapse: fc.oneof(
        smallFirst,
        { weight: 6, arbitrary: fc.constantFrom(undefined, () => 0) },
        { weight: 2, arbitrary: multiple(0.5, 200) },
        { weight: 1, arbitrary: logUniform(1 / 25, 0.5).map((steps) => (dt: number) => steps * dt) },
      ),
      amplitude: positive(1e-4, 10),
      more: fc.oneof(smallFirst, { weight: 4, arbitrary: fc.constant(0) }, fc.constantFrom(9, 41)),
      lead: fc.oneof(smallFirst, { weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom(0, 2 ** -16)),
    })
    .map(({ network, synapse, amplitude, more, lead, ...drawn }) => {
      const dtSeconds = Math.min(drawn.dtSeconds, 25 * network.architecture.neuron.tauRcSeconds);
      return {
        ...network,
        ...(lead !== undefined && tied(network, lead)),
        dtSeconds,
        amplitude,
        steps: network.steps + more,
        ...(synapse !== undefined && { synapseSeconds: synapse(dtSeconds) }),
      };
    });
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
 * Small networks with three images, and three times in four with 17 to 130, which need several batches. Those have
 * membranes and runs so short that most neurons are refractory at the end of an image, and that a spike that comes later
 * in the next image is missing at its end. A third of them have synapses.
 */
export function manyImages(): fc.Arbitrary<NetworkInput> {
  const times = { tauRcSeconds: logUniform(0.001, 0.01), tauRefSeconds: fc.constantFrom(0.002, 0.004) };
  const quick = architecture({ ...smallSizes, neuron: neuron(times) });
  const many = fc
    .record({
      network: fc.constantFrom(17, 18, 19, 20, 34, 66, 130).chain((images) => networkOf(quick, images)),
      steps: fc.integer({ min: 4, max: 12 }),
      synapseSeconds: fc.constantFrom(0, 0, 0.005),
    })
    .map(({ network, ...run }) => ({ ...network, ...run }));
  return fc.oneof(smallNetwork({ images: 3 }), { weight: 3, arbitrary: many });
}

function architecture({
  neuron: neurons = neuron(),
  ...sizes
}: Partial<NetworkSizes> & { neuron?: fc.Arbitrary<Architecture['neuron']> } = {}): fc.Arbitrary<Architecture> {
  const { edge, imageChannels, kernelSize, stride, channels, layers, classes } = { ...networkSizes, ...sizes };
  const layer = fc.record({ kernelSize: longTail(kernelSize), stride: longTail(stride), channels: longTail(channels) });
  return fc
    .record({
      input: fc.record({ rows: longTail(edge), columns: longTail(edge), channels: longTail(imageChannels) }),
      hidden: longTail(layers).chain((count) => fc.array(layer, { minLength: count, maxLength: count })),
      classes: longTail(classes),
      alike: fc.constantFrom(...[undefined, undefined, undefined, 4, 6].filter((count = 0) => count <= channels.most)),
      neuron: neurons,
      readoutTauSeconds: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0.1) },
        { weight: 2, arbitrary: logUniform(0.005, 2) },
        { weight: 1, arbitrary: logUniform(0.0005, 20) },
      ),
    })
    .map(({ alike, ...drawn }) => ({ ...drawn, ...(alike && withAlikeSizes(alike, drawn)) }))
    .map((drawn) => ({ name: 'generated', ...drawn, hidden: fittingLayers(drawn.hidden, drawn.input) }));
}

/** As many input as output channels, and as many classes as neurons: transposed weights have the right size. */
function withAlikeSizes(channels: number, drawn: Pick<Architecture, 'input' | 'hidden'>) {
  const input = { ...drawn.input, channels };
  const hidden = drawn.hidden.map((layer) => ({ ...layer, channels }));
  const last = sizeOf(fittingLayers(hidden, input).reduce(convolvedShape, input));
  return { input, hidden, ...(last <= mostSquareClasses && { classes: last }) };
}

/** More classes take long to add up. */
const mostSquareClasses = 40;

/** Time constants as in most networks, or of any size. */
const usualTimes = {
  tauRcSeconds: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0.02) },
    { weight: 3, arbitrary: logUniform(0.002, 0.2) },
    { weight: 1, arbitrary: logUniform(0.0005, 5) },
  ),
  tauRefSeconds: fc.oneof(fc.constant(0), logUniform(1e-4, 0.004), logUniform(0.004, 0.01), logUniform(1e-5, 0.2)),
};

/**
 * The max rate is usually a whole number of at most 80 % of 1/τ_ref, else what a neuron reaches in its charging time. A
 * slower neuron than after 12 τ_rc would have a gain without digits in float32.
 */
function neuron(times: typeof usualTimes = usualTimes): fc.Arbitrary<Architecture['neuron']> {
  return fc
    .record({
      ...times,
      usualRateHz: fc.integer({ min: 40, max: 200 }),
      charge: fc.option(chargeTime(), { freq: 2 }),
      intercept: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: -8, max: 8 }).map((sixteenths) => sixteenths / 16) },
        { weight: 1, arbitrary: intercept() },
        { weight: 1, arbitrary: logUniform(1e-2, 1).map((distance) => 0.99 - distance) },
      ),
    })
    .map(({ usualRateHz, charge, ...drawn }) => {
      const { tauRcSeconds, tauRefSeconds } = drawn;
      const rateAfter = (time: number) => 1 / (tauRefSeconds + Math.max(time * tauRcSeconds, 0.01 * tauRefSeconds));
      const usual = Math.max(Math.min(usualRateHz, Math.floor(0.8 / tauRefSeconds)), rateAfter(12));
      return { ...drawn, maxRateHz: charge === null ? usual : rateAfter(charge) };
    });
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

/** The amplitude of the generated weights, at which every layer fires sometimes. */
const weightsMadeFor = 0.01;

/** The largest current that an image adds to a neuron of the first layer, positive or negative. */
const imageCurrent = 12;

/** The largest current that one spike adds to a neuron of the next layer, positive or negative. */
const spikeCurrent = 4;

/**
 * A network with images, an amplitude, a floor and a number of steps. Edge cases: a black or white image, no floor, initial
 * voltages of 0, two steps.
 */
function networkOf(architecture: fc.Arbitrary<Architecture>, images = 1): fc.Arbitrary<NetworkInput> {
  return fc
    .record({
      architecture,
      seed: fc.nat({ max: 2 ** 20 }),
      amplitude: fc.constantFrom(0.01, 0.02, 0.05, 0.17, 0.5),
      minVoltage: fc.oneof(
        smallFirst,
        { weight: 4, arbitrary: fc.constantFrom(0, 0, -0.5, Number.NEGATIVE_INFINITY) },
        { weight: 1, arbitrary: logUniform(0.01, 100).map((depth) => -depth) },
      ),
      start: fc.constantFrom([0, 0], [0, 0], [0, 1], [0, 1], [-3, 1]),
      steps: fc.oneof(fc.constant(2), fc.integer({ min: 8, max: 24 }), fc.integer({ min: 8, max: 24 })),
      paintings: fc.array(painting(), { minLength: images, maxLength: images }),
    })
    .map(({ architecture, seed, amplitude, minVoltage, start: [low = 0, high = 0], steps, paintings }) => ({
      architecture,
      amplitude,
      minVoltage,
      steps,
      dtSeconds: 0.001,
      weights: randomWeights(architecture, seed),
      initialVoltage: planLayers(architecture).map(({ neurons, name }) =>
        uniform(neurons, low, high, randomStream(`${seed}/start/${name}`)),
      ),
      images: paintings.map((paint) => paint(architecture.input)),
    }));
}

/** The network with classes that tie, or of which the last one leads by a part of its bias. */
export function tied(
  { architecture: { classes }, weights }: NetworkInput,
  lead: number,
): Pick<NetworkInput, 'weights'> {
  const { layers, readout } = weights;
  const weight = Float32Array.from(readout.weight, (_, index) => readout.weight[index - (index % classes)] ?? 0);
  const bias = new Float32Array(classes).fill(0.25).fill(0.25 * (1 + lead), -1);
  return { weights: { layers, readout: { weight, bias } } };
}

/** Weights with which every layer fires at amplitude 0.01 and no image gives a current above 15. */
function randomWeights(architecture: Architecture, seed: number): NetworkInput['weights'] {
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const plans = planLayers(architecture);
  const { classes } = architecture;
  const last = plans.at(-1)?.neurons ?? 0;
  const stream = (name: string) => randomStream(`${seed}/${name}`);
  return {
    layers: plans.map((plan, index) => {
      const terms = square(plan.kernelSize) * plan.input.channels;
      const scale =
        index === 0 ? imageCurrent / (255 * terms * gain) : (spikeCurrent * 0.001) / (weightsMadeFor * gain);
      return {
        kernel: uniform(plan.weights, -0.6 * scale, scale, stream(plan.kernelName)),
        kernelBias: uniform(plan.channels, -0.2 / gain, 0.2 / gain, stream(`${plan.kernelName}/bias`)),
        neuronBias: uniform(plan.neurons, 0.3, 2.8, stream(plan.name)),
      };
    }),
    readout: {
      weight: uniform(last * classes, -0.1, 0.1, stream('dense')),
      bias: uniform(classes, -0.5, 0.5, stream('dense/bias')),
    },
  };
}

/** Draws an image of any shape: noise, one bright pixel on black, all black or all white. */
function painting(): fc.Arbitrary<(shape: Shape) => Uint8Array> {
  const noise = fc.nat({ max: 2 ** 20 }).map((seed) => (shape: Shape) => {
    const stream = randomStream(`${seed}/picture`);
    return Uint8Array.from({ length: sizeOf(shape) }, () => 256 * stream());
  });
  const spot = fc.nat({ max: 1000 }).map((pixel) => (shape: Shape) => {
    return new Uint8Array(sizeOf(shape)).fill(255, pixel % sizeOf(shape), (pixel % sizeOf(shape)) + 1);
  });
  const plain = fc.constantFrom(0, 255).map((value) => (shape: Shape) => new Uint8Array(sizeOf(shape)).fill(value));
  return fc.oneof({ weight: 4, arbitrary: noise }, spot, plain);
}

function uniform(count: number, low: number, high: number, stream: RandomStream): Float32Array {
  return Float32Array.from({ length: count }, () => low + (high - low) * stream());
}
