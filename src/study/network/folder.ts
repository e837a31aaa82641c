import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import type { FloatArray } from '../../base/precision.ts';
import { isThere, readFileWithin, readText } from '../../base/read-text.ts';
import { Refusal } from '../../base/requirement.ts';
import { type LayerPlan, planLayers } from '../../simulator/network/architecture.ts';
import { startingVoltage } from '../../simulator/network/build.ts';
import { type Network, requireNetwork } from '../../simulator/network/network.ts';
import { tune } from '../../simulator/neuron/tuning.ts';
import { requireFolder, writeWhole } from '../folder/write-file.ts';
import { type DescribedNetwork, formatDescription, type NetworkDescription, parseDescription } from './description.ts';
import { countOf, formatNpy, parseNpy } from './npy.ts';

/** More bytes than a `.npy` header has, and more numbers than a network on MNIST has; both fit into little memory. */
const [headerBytes, mostNumbers] = [2 ** 20, 2 ** 23];

/**
 * Reads a network from a folder of `.npy` files: `conv1_kernel`, `conv1_bias` …, `dense_kernel`, `dense_bias`, and the
 * concatenated layers of `neuron_bias` and `initial_voltage`. `network.json` contains the architecture and the
 * amplitude of training. Without `initial_voltage`, the voltages are 0. Other files are ignored.
 *
 * @throws {InputError} if the folder or a file is missing, damaged, or does not match the architecture
 * @example readNetwork('fixtures/networks/nengo-dl').layers.map((layer) => layer.neuronBias.length) // [21632, 9216, 3200]
 */
export function readNetwork(directory: string): DescribedNetwork {
  const description = readDescription(directory);
  const { architecture } = description;
  const plans = asInputError(directory, () => planLayers(architecture));
  const shapes = new Map(arrayFiles(plans, architecture.classes));
  const numbers = [...shapes.values()].reduce((sum, shape) => sum + countOf(shape), 0);
  if (!(numbers <= mostNumbers))
    throw new InputError(`${directory}: its arrays would have ${numbers} numbers, but the limit is ${mostNumbers}`);
  const read = (name: string) => readArray(directory, name, shapes.get(name) as number[]);
  const readout = { weight: read('dense_kernel'), bias: read('dense_bias') };
  const biases = splitLayers(read('neuron_bias'), plans);
  const layers = plans.map(({ kernelName }, layer) => ({
    kernel: read(`${kernelName}_kernel`),
    kernelBias: read(`${kernelName}_bias`),
    neuronBias: biases[layer] as FloatArray,
  }));
  const initialVoltage = isThere(join(directory, 'initial_voltage.npy'))
    ? splitLayers(read('initial_voltage'), plans)
    : startingVoltage(architecture, 0, 'zero');
  const network = { ...description, layers, readout, initialVoltage };
  asInputError(directory, () => {
    requireNetwork(network);
    tune(architecture.neuron, architecture.neuron);
  });
  return network;
}

function arrayFiles(plans: readonly LayerPlan[], classes: number): [name: string, shape: number[]][] {
  const neurons = plans.reduce((sum, plan) => sum + plan.neurons, 0);
  return [
    ...plans.flatMap(({ kernelName, kernelSize, input, channels }): [string, number[]][] => [
      [`${kernelName}_kernel`, [kernelSize, kernelSize, input.channels, channels]],
      [`${kernelName}_bias`, [channels]],
    ]),
    ['dense_kernel', [(plans.at(-1) as LayerPlan).neurons, classes]],
    ['dense_bias', [classes]],
    ['neuron_bias', [neurons]],
    ['initial_voltage', [neurons]],
  ];
}

/** The arrays of a network in the order of `arrayFiles`. */
function arraysOf({ layers, readout, initialVoltage }: Network): FloatArray[] {
  return [
    ...layers.flatMap(({ kernel, kernelBias }) => [kernel, kernelBias]),
    readout.weight,
    readout.bias,
    joinLayers(layers.map(({ neuronBias }) => neuronBias)),
    joinLayers(initialVoltage),
  ];
}

/** Splits an array with one number per neuron into one array per layer. */
function splitLayers(values: FloatArray, plans: readonly LayerPlan[]): FloatArray[] {
  let end = 0;
  return plans.map(({ neurons }) => {
    end += neurons;
    return values.slice(end - neurons, end);
  });
}

function joinLayers(arrays: readonly FloatArray[]): FloatArray {
  const numbers = arrays.flatMap((array) => Array.from(array));
  return arrays[0] instanceof Float64Array ? Float64Array.from(numbers) : Float32Array.from(numbers);
}

/** Writes a network to a folder in the format that `readNetwork` reads. */
export function writeNetwork(directory: string, network: DescribedNetwork): void {
  requireNetwork(network);
  const { architecture } = network;
  const arrays = arraysOf(network);
  requireFolder(directory);
  for (const [index, [name, shape]] of arrayFiles(planLayers(architecture), architecture.classes).entries())
    writeWhole(directory, `${name}.npy`, formatNpy({ data: arrays[index] as FloatArray, shape }));
  writeWhole(directory, 'network.json', formatDescription(network)); // last: a folder without it is incomplete
}

function readDescription(directory: string): NetworkDescription {
  if (!isThere(directory)) throw new InputError(`${directory}: there is no such folder of weights`);
  const file = join(directory, 'network.json');
  if (!isThere(file))
    throw new InputError(
      `${file}: is missing; it must contain architecture and trainedAmplitude, the amplitude that the weights were trained for (docs/own-network.md)`,
    );
  return parseDescription(readText(file), file);
}

function readArray(directory: string, name: string, shape: readonly number[]): FloatArray {
  const file = join(directory, `${name}.npy`);
  if (!isThere(file)) throw new InputError(`${file}: is missing from the folder of weights`);
  const array = parseNpy(readFileWithin(file, 8 * countOf(shape) + headerBytes), file, ['<f4', '<f8']);
  const wanted = `(${shape.join(', ')})`;
  const found = `(${array.shape.join(', ')})`;
  if (wanted !== found) {
    const order = shape.length === 4 ? ' (row, column, input channel, output channel)' : '';
    throw new InputError(`${file}: shape is ${found}, expected ${wanted}${order}`);
  }
  return array.data;
}

function asInputError<Value>(directory: string, compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Refusal) throw new InputError(`${directory}: ${error.message}`);
    throw error;
  }
}
