import { Refusal } from '../../base/requirement.ts';
import { type Architecture, planLayers } from '../../simulator/network/architecture.ts';
import type { CapabilityName, InputOf, NeuronInput, NirOutput, OutputOf } from '../implementation.ts';
import type { NirGraph, NirNeuron } from '../nir/neurons.ts';
import { readBytes, readFloat32, writeBytes, writeFloat32 } from './fields.ts';
import { inputs } from './inputs.ts';
import { readNumber } from './json-line.ts';
import { outputs } from './outputs.ts';
import type { Demand } from './size-limits.ts';

type Port<Name extends CapabilityName> = [InputOf<Name>, OutputOf<Name>];

/** What is known of a capability beside the fields of its inputs and outputs. */
interface WireCapability<Name extends CapabilityName = never> {
  readonly demand: (input: Port<Name>[0]) => Demand;
  /** Fields of the output that have the precision of the implementation. */
  readonly computed: readonly string[];
  readonly sizes: (input: Port<Name>[0], output: Port<Name>[1]) => Sizes;
  /** The first value of an output that does not match the input, if any, beside spikes. */
  readonly misfit?: (input: Port<Name>[0], output: Port<Name>[1]) => string | undefined;
}

/** Whether the answers of a capability contain spikes. */
export const fires = (name: CapabilityName): boolean =>
  ['spikes', 'spikeCounts'].some((field) => field in outputs[name].shape);

/** The size of a list in each of its dimensions, or the sizes of the items of a list, or of fields. */
type Sizes = readonly number[] | readonly Sizes[] | { readonly [field: string]: Sizes };

/** The first list of the wrong length, or the first value, that does not match the input. */
export function findMisfit(name: CapabilityName, input: unknown, output: unknown): string | undefined {
  const { sizes, misfit } = wireCapabilities[name];
  const [asked, got] = [input as never, output as never];
  const own = sizes(asked, got);
  const { voltage: [steps] = [] } = own as Partial<ReturnType<typeof sizesOfRun>>;
  return findWrongSize('', got, own) ?? (steps === undefined ? misfit?.(asked, got) : findWrongSpike(got, steps));
}

/** A refractory period that is no number of steps demands nothing, so that the simulator refuses it. */
const refractoryStepsOf = ({ tauRefSeconds, dtSeconds }: Pick<NeuronInput, 'tauRefSeconds' | 'dtSeconds'>): number =>
  Math.ceil(tauRefSeconds / dtSeconds);

export const wireCapabilities: Readonly<Record<CapabilityName, WireCapability>> = {
  neuron: {
    computed: ['spikeHeight', 'voltage'],
    demand: ({ initialVoltage, current, ...times }) => ({
      neurons: initialVoltage.length,
      steps: current.length,
      refractorySteps: refractoryStepsOf(times),
    }),
    sizes: ({ initialVoltage, current }) => sizesOfRun(current[0]?.length ?? initialVoltage.length, current.length),
  },
  tuning: {
    computed: [],
    demand: ({ maxRatesHz: { length: neurons }, inputs }) => ({ neurons, values: 2 * neurons * inputs.length }),
    sizes: ({ maxRatesHz: { length: neurons }, inputs: { length: points } }) => ({
      gain: [neurons],
      bias: [neurons],
      ratesHz: [points, neurons],
      outputs: [points, neurons],
    }),
  },
  synapse: {
    computed: ['filtered'],
    demand: ({ signal }) => ({ steps: signal.length }),
    sizes: ({ signal }) => ({ filtered: [signal.length] }),
  },
  network: {
    computed: ['readout', 'probed'],
    demand: ({ architecture, dtSeconds, images, steps, probes = [] }) =>
      demandOf(architecture, (sizes, products) => ({
        steps,
        refractorySteps: refractoryStepsOf({ ...architecture.neuron, dtSeconds }),
        neurons: sumOf(sizes),
        products: images.length * steps * products,
        values: probes.length * steps * Math.max(...sizes),
      })),
    sizes: ({ architecture, images, steps, probes = [] }, { probed = [] }) => {
      const plans = planLayers(architecture);
      const recorded = probes.map(({ layer }) => [steps, plans.find(({ name }) => name === layer)?.neurons ?? 0]);
      return {
        predicted: [images.length],
        readout: [images.length, architecture.classes],
        spikeCounts: [images.length, plans.length],
        probed: probed.length > 0 ? recorded : [],
      };
    },
    misfit: ({ architecture: { classes } }, { predicted }) => {
      const wrong = predicted.findIndex((label) => label >= classes);
      return wrong < 0 ? undefined : `predicted[${wrong}]: expected a class from 0 to ${classes - 1}`;
    },
  },
  seeded: {
    computed: [],
    demand: ({ neurons, seed }) => ({ neurons, seed }),
    sizes: ({ neurons }) => ({ gain: [neurons], bias: [neurons], initialVoltage: [neurons] }),
  },
  training: {
    computed: [],
    // backpropagation takes twice the products of the forward pass
    demand: ({ architecture, images, epochs, steps, seed }) =>
      demandOf(architecture, (sizes, products) => ({
        steps,
        seed,
        neurons: sumOf(sizes),
        products: images.length * (3 * epochs + steps + 1) * products,
      })),
    sizes: ({ architecture, architecture: { classes } }) => {
      const plans = planLayers(architecture);
      const layers = plans.map(({ weights, channels, neurons }) => ({
        kernel: [weights],
        kernelBias: [channels],
        neuronBias: [neurons],
      }));
      return {
        weights: { layers, readout: { weight: [(plans.at(-1)?.neurons ?? 0) * classes], bias: [classes] } },
        initialVoltage: plans.map(({ neurons }) => [neurons]),
      };
    },
  },
  nir: {
    computed: ['voltage'],
    demand: ({ nodes, inputs: { length: steps } }) => {
      const neurons = neuronsOf(nodes);
      return { neurons, steps, values: neurons * steps }; // weights make many neurons of few inputs
    },
    sizes: ({ nodes, inputs }) => sizesOfRun(neuronsOf(nodes), inputs.length),
  },
  nir_export: {
    computed: ['voltage'],
    demand: ({ weights: { length: neurons }, inputs: { length: steps } }) => ({
      neurons,
      steps,
      values: neurons * steps,
    }),
    sizes: ({ weights, inputs }) => sizesOfRun(weights.length, inputs.length),
  },
  events: {
    computed: ['voltage'],
    demand: ({ initialVoltage: { length: neurons }, steps, refractorySteps }) => {
      return { neurons, steps, refractorySteps, values: neurons * steps };
    },
    sizes: ({ initialVoltage, steps }) => sizesOfRun(initialVoltage.length, steps),
  },
} satisfies { readonly [Name in CapabilityName]: WireCapability<Name> };

const neuronsOf = (nodes: NirGraph): number => (nodes.at(-1) as NirNeuron).r.length;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/**
 * Products of weights and inputs in a step, if every neuron fires.
 *
 * @throws {Refusal} if the architecture is not valid
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
    if (error instanceof Refusal) return {};
    throw error;
  }
}

/** Conversions between arrays and their texts on the wire, for fields of any depth in requests for networks. */
const float32 = { write: writeFloat32, read: readFloat32 };
const ofNetworks: Texts = {
  kernel: float32,
  kernelBias: float32,
  neuronBias: float32,
  weight: float32,
  bias: float32,
  initialVoltage: float32,
  images: { write: writeBytes, read: readBytes },
};

type Texts = Readonly<
  Record<string, { readonly write: (array: never) => string; readonly read: (text: string) => object }>
>;

const textsOf = (name: CapabilityName): Texts => ('images' in inputs[name].shape ? ofNetworks : {});

/** An input as it is sent, with its fields in the order of the schema. */
export function writeInput(name: CapabilityName, input: object): object {
  const fields = Object.keys(inputs[name].shape);
  const ordered = Object.fromEntries(fields.map((field) => [field, input[field as keyof typeof input]]));
  return convert(ordered, textsOf(name), 'write') as object;
}

/** An input that was received, with arrays and numbers instead of texts, and a floor of −∞ instead of null. */
export const readInput = (name: CapabilityName, value: unknown): unknown => convert(value, textsOf(name), 'read');

function convert(value: unknown, texts: Texts, way: 'write' | 'read', name = ''): unknown {
  const isUnfloored = name === 'minVoltage' && (value === null || value === Number.NEGATIVE_INFINITY);
  if (isUnfloored) return way === 'read' ? Number.NEGATIVE_INFINITY : null;
  if (typeof value === 'number') return value;
  const isText = typeof value === 'string' || ArrayBuffer.isView(value);
  if (isText) return texts[name]?.[way](value as never) ?? readNumber(value);
  if (typeof value !== 'object' || value === null || name === 'state') return value; // a state is opaque
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item === 'number');
    // a report has lists in place of arrays
    if (isPlain && way === 'write' && texts[name]) return texts[name].write(Float32Array.from(value) as never);
    return isPlain ? value : value.map((item) => convert(item, texts, way, name));
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner, texts, way, key)]));
}

const sizesOfRun = (neurons: number, steps: number) => ({ spikes: [neurons], voltage: [steps, neurons] });

/** The first spike in a step that is not in the run, or not ascending. */
function findWrongSpike({ spikes }: NirOutput, steps: number): string | undefined {
  return firstOf(spikes, (train, neuron) => {
    const index = train.findIndex((step, spike) => step >= steps || step < (train[spike - 1] ?? 0));
    if (index === -1) return undefined;
    const guess =
      train.length === steps && steps > 1 ? `; does the list contain a count for each of the ${steps} steps?` : '';
    return `spikes[${neuron}][${index}]: expected ascending steps from 0 to ${steps - 1}, but got ${train[index]}${guess}`;
  });
}

/** The first list whose length is wrong: `voltage[2]: expected 3 values, but got 2`. Fields that are left out are not. */
function findWrongSize(field: string, value: unknown, sizes: Sizes): string | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(sizes)) {
    return firstOf(Object.entries(sizes as Readonly<Record<string, Sizes>>), ([name, own]) => {
      return findWrongSize(field === '' ? name : `${field}.${name}`, (value as never)[name], own);
    });
  }
  const list = value as readonly unknown[];
  const isOfItems = typeof sizes[0] !== 'number';
  const [size, ...inner]: readonly number[] = isOfItems ? [sizes.length] : sizes;
  if (list.length !== size) {
    const isTransposed = list.length === inner[0] && list.every((row) => Array.isArray(row) && row.length === size);
    const guess = isTransposed ? '; is it transposed?' : inner.length > 0 ? guessSteps(list.length - Number(size)) : '';
    return `${field}: expected ${size} values, but got ${list.length}${guess}`;
  }
  if (!isOfItems && inner.length === 0) return undefined;
  return firstOf(list, (item, index) => findWrongSize(`${field}[${index}]`, item, isOfItems ? sizes[index] : inner));
}

/** Why a list of rows, such as those of steps, may be longer or shorter by one. */
function guessSteps(more: number): string {
  if (more === 1) return '; does it begin with the state before the first step?';
  return more === -1 ? '; is a number of steps rounded down, as int(0.3/0.1) is 2?' : '';
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
