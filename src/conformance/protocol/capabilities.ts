import type { z } from 'zod';
import { type Architecture, planLayers } from '../../simulator/network/architecture.ts';
import type { Capability, CapabilityName, Implementation, NirOutput } from '../implementation.ts';
import type { NirGraph, NirNeuron } from '../nir/neurons.ts';
import { readBytes, readFloat32, writeBytes, writeFloat32 } from './fields.ts';
import { inputs } from './inputs.ts';
import { readNumber } from './json-line.ts';
import { outputs } from './outputs.ts';
import type { Demand } from './size-limits.ts';

type Port<Name extends CapabilityName> =
  NonNullable<Implementation[Name]> extends Capability<infer Input, infer Output> ? [Input, Output] : never;

export interface WireCapability<Name extends CapabilityName = never> {
  /** Schema of the input on the wire. It describes the fields, not which inputs must be refused. */
  readonly input: z.ZodObject;
  /** Schema of the output, on the wire and in process. */
  readonly output: z.ZodObject;
  readonly demand: (input: Port<Name>[0]) => Demand;
  /** Fields of the output that have the precision of the implementation. */
  readonly computed: readonly string[];
  /** The first part of an output that does not match the input, if any. */
  readonly misfit: (input: Port<Name>[0], output: Port<Name>[1]) => string | undefined;
}

const neuron: WireCapability<'neuron'> = {
  ...{ input: inputs.neuron, output: outputs.neuron, computed: ['spikeHeight', 'voltage'] },
  demand: ({ initialVoltage, current }) => ({ neurons: initialVoltage.length, steps: current.length }),
  misfit: ({ initialVoltage, current }, output) =>
    findWrongRun(output, current[0]?.length ?? initialVoltage.length, current.length),
};

const tuning: WireCapability<'tuning'> = {
  ...{ input: inputs.tuning, output: outputs.tuning, computed: [] },
  demand: ({ maxRatesHz: { length: neurons }, inputs }) => ({ neurons, values: 2 * neurons * inputs.length }),
  misfit: ({ maxRatesHz: { length: neurons }, inputs: { length: points } }, output) =>
    findWrongSizes(output, {
      ...{ gain: [neurons], bias: [neurons] },
      ...{ ratesHz: [points, neurons], outputs: [points, neurons] },
    }),
};

const synapse: WireCapability<'synapse'> = {
  ...{ input: inputs.synapse, output: outputs.synapse, computed: ['filtered'] },
  demand: ({ signal }) => ({ steps: signal.length }),
  misfit: ({ signal }, output) => findWrongSizes(output, { filtered: [signal.length] }),
};

const network: WireCapability<'network'> = {
  ...{ input: inputs.network, output: outputs.network, computed: ['readout', 'probed'] },
  demand: ({ architecture, images, steps, probes = [] }) =>
    demandOf(architecture, (sizes, products) => ({
      ...{ steps, neurons: sumOf(sizes), products: images.length * steps * products },
      values: probes.length * steps * Math.max(...sizes),
    })),
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

/** Neurons drawn from the implementation's own random numbers. */
const seeded: WireCapability<'seeded'> = {
  ...{ input: inputs.seeded, output: outputs.seeded, computed: [] },
  demand: ({ neurons, seed }) => ({ neurons, seed }),
  misfit: ({ neurons }, output) =>
    findWrongSizes(output, { gain: [neurons], bias: [neurons], initialVoltage: [neurons] }),
};

const training: WireCapability<'training'> = {
  ...{ input: inputs.training, output: outputs.training, computed: [] },
  // backpropagation takes twice the products of the forward pass
  demand: ({ architecture, images, epochs, steps, seed }) =>
    demandOf(architecture, (sizes, products) => ({
      ...{ steps, seed, neurons: sumOf(sizes) },
      products: images.length * (3 * epochs + steps + 1) * products,
    })),
  misfit: ({ architecture }, { weights, initialVoltage }) => {
    if (weights === undefined) return undefined;
    const plans = planLayers(architecture);
    const sizes = plans.map(({ weights, channels, neurons }) => ({
      ...{ kernel: [weights], kernelBias: [channels], neuronBias: [neurons] },
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

const nir: WireCapability<'nir'> = {
  ...{ input: inputs.nir, output: outputs.nir, computed: ['voltage'] },
  demand: ({ nodes, inputs }) => ({ neurons: neuronsOf(nodes), steps: inputs.length }),
  misfit: ({ nodes, inputs }, output) => findWrongRun(output, neuronsOf(nodes), inputs.length),
};

export const wireCapabilities: Readonly<Record<CapabilityName, WireCapability>> = {
  ...{ neuron, tuning, synapse, network, seeded, training, nir },
};

const neuronsOf = (nodes: NirGraph): number => (nodes.at(-1) as NirNeuron).r.length;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/**
 * Products of weights and inputs in a step, if every neuron fires.
 *
 * @throws {RangeError} if the architecture is not valid
 */
export function productsPerStep(architecture: Architecture): number {
  const plans = planLayers(architecture);
  const ofLayers = plans.map(({ neurons, kernelSize, input }) => neurons * kernelSize * kernelSize * input.channels);
  return sumOf(ofLayers) + (plans.at(-1)?.neurons ?? 0) * architecture.classes;
}

/**
 * The size of a request. Zero if the architecture is invalid, so that the simulator refuses it.
 *
 * @param measure - from the numbers of neurons per layer, and of products per step
 */
function demandOf(architecture: Architecture, measure: (sizes: number[], products: number) => Demand): Demand {
  try {
    const sizes = planLayers(architecture).map(({ neurons }) => neurons);
    return measure(sizes, productsPerStep(architecture));
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

/** Conversions between arrays and their texts on the wire, for fields of any depth in requests for networks. */
const float32 = { write: writeFloat32, read: readFloat32 };
const ofNetworks: Texts = {
  ...{ kernel: float32, kernelBias: float32, neuronBias: float32, weight: float32, bias: float32 },
  ...{ initialVoltage: float32, images: { write: writeBytes, read: readBytes } },
};

type Texts = Readonly<
  Record<string, { readonly write: (array: never) => string; readonly read: (text: string) => object }>
>;

const textsOf = (name: CapabilityName): Texts => (name === 'network' || name === 'training' ? ofNetworks : {});

/** An input as it is sent, with its fields in the order of the schema. */
export function writeInput(name: CapabilityName, input: object): object {
  const fields = Object.keys(wireCapabilities[name].input.shape);
  const ordered = Object.fromEntries(fields.map((field) => [field, input[field as keyof typeof input]]));
  return convert(ordered, textsOf(name), 'write') as object;
}

/** An input that was received, with arrays and numbers instead of texts. */
export const readInput = (name: CapabilityName, value: unknown): unknown => convert(value, textsOf(name), 'read');

function convert(value: unknown, texts: Texts, way: 'write' | 'read', name = ''): unknown {
  if (typeof value === 'number') return value;
  const isText = typeof value === 'string' || ArrayBuffer.isView(value);
  if (isText) return texts[name]?.[way](value as never) ?? readNumber(value);
  if (typeof value !== 'object' || value === null || name === 'state') return value; // a state is opaque
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item === 'number');
    return isPlain ? value : value.map((item) => convert(item, texts, way, name));
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner, texts, way, key)]));
}

/** The first list of the wrong length, or the first spike train with a step that is not in the run, or not ascending. */
function findWrongRun(output: NirOutput, neurons: number, steps: number): string | undefined {
  return (
    findWrongSizes(output, { spikes: [neurons], voltage: [steps, neurons] }) ??
    firstOf(output.spikes, (train, neuron) => findWrongSpike(`spikes[${neuron}]`, train, steps))
  );
}

function findWrongSpike(field: string, train: readonly number[], steps: number): string | undefined {
  const index = train.findIndex((step, spike) => step >= steps || step < (train[spike - 1] ?? 0));
  if (index === -1) return undefined;
  const guess =
    train.length === steps && steps > 1 ? `; does the list contain a count for each of the ${steps} steps?` : '';
  return `${field}[${index}]: expected ascending steps from 0 to ${steps - 1}, but got ${train[index]}${guess}`;
}

/** The first array of an output whose length does not fit the input: `voltage[2]: expected 3 values, but got 2`. */
function findWrongSizes(output: object, sizes: Readonly<Record<string, readonly number[]>>): string | undefined {
  return firstOf(Object.entries(sizes), ([field, size]) => {
    return findWrongSize(field, (output as Readonly<Record<string, unknown>>)[field], size);
  });
}

function findWrongSize(field: string, values: unknown, [size, ...inner]: readonly number[]): string | undefined {
  if (size === undefined || values === undefined) return undefined;
  const list = values as readonly unknown[];
  if (list.length !== size) {
    const isTransposed = list.length === inner[0] && list.every((row) => Array.isArray(row) && row.length === size);
    const guess = isTransposed ? '; is it transposed?' : '';
    return `${field}: expected ${size} values, but got ${list.length}${guess}`;
  }
  if (inner.length === 0) return undefined;
  return firstOf(list, (value, index) => findWrongSize(`${field}[${index}]`, value, inner));
}

function firstOf<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const message = check(item, index);
    if (message !== undefined) return message;
  }
  return undefined;
}
