import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { formatNpy, type NpyArray, parseNpy } from '../../base/npy.ts';
import type { FloatArray } from '../../base/precision.ts';
import { type Architecture, type LayerPlan, planLayers, tutorial } from '../../simulator/network/architecture.ts';
import { type InitialVoltage, startingVoltage } from '../../simulator/network/build.ts';
import { type LayerWeights, type Network, requireNetwork } from '../../simulator/network/network.ts';
import { tune } from '../../simulator/neuron/tuning.ts';
import { formatDescription, type NetworkDescription, parseDescription } from './description.ts';
import { denseShape, joinLayers, kernelShape, splitLayers } from './layer-arrays.ts';

/** Where the initial voltages come from: the folder, drawn, or zero. */
export type VoltageSource = 'file' | InitialVoltage;

/**
 * Reads a network from a folder of `.npy` files: `conv1_kernel`, `conv1_bias` …, `dense_kernel`, `dense_bias`, and the
 * concatenated layers of `neuron_bias` and `initial_voltage`. `network.json` contains the architecture and the
 * amplitude of training; without it, they are those of the tutorial. Other files are ignored.
 *
 * @param source - of the initial voltages: `initial_voltage.npy`, drawn for `seed`, or zero
 * @throws {InputError} if the folder or a file is missing, damaged, or does not match the architecture
 * @example readNetwork('fixtures/networks/nengo-dl').layers.map((layer) => layer.neuronBias.length) // [21632, 9216, 3200]
 */
export function readNetwork(directory: string, source: VoltageSource = 'file', seed = 0): Network {
  const { architecture, trainedAmplitude } = readDescription(directory);
  const plans = refuseRangeErrors(directory, () => planLayers(architecture));
  const weights = readWeights(directory, plans, architecture);
  const initialVoltage =
    source === 'file'
      ? readPerNeuron(directory, 'initial_voltage', plans)
      : startingVoltage(architecture, seed, source);
  const network: Network = { architecture, trainedAmplitude, ...weights, initialVoltage };
  refuseRangeErrors(directory, () => requireNetwork(network));
  refuseRangeErrors(directory, () => tune(architecture.neuron, architecture.neuron));
  return network;
}

function readWeights(
  directory: string,
  plans: readonly LayerPlan[],
  architecture: Architecture,
): Pick<Network, 'layers' | 'readout'> {
  const read = (name: string, shape: readonly number[]) => readArray(directory, name, shape);
  const readout = {
    weight: read('dense_kernel', denseShape(plans, architecture)),
    bias: read('dense_bias', [architecture.classes]),
  };
  const biases = readPerNeuron(directory, 'neuron_bias', plans);
  const layers = plans.map((plan, index) => ({
    kernel: read(`${plan.kernelName}_kernel`, kernelShape(plan)),
    kernelBias: read(`${plan.kernelName}_bias`, [plan.channels]),
    neuronBias: biases[index] as FloatArray,
  }));
  return { layers, readout };
}

/** Reads one number per neuron, and returns one array per layer. */
function readPerNeuron(directory: string, name: string, plans: readonly LayerPlan[]): FloatArray[] {
  const neurons = plans.map((plan) => plan.neurons);
  const all = neurons.reduce((sum, count) => sum + count, 0);
  return splitLayers(readArray(directory, name, [all]), neurons);
}

/**
 * Writes a network to a folder in the format that `readNetwork` reads.
 *
 * @throws {InputError} if the folder cannot be written
 */
export function writeNetwork(directory: string, network: Network): void {
  requireNetwork(network);
  const { architecture, trainedAmplitude } = network;
  try {
    makeFolder(directory);
    writeFileSync(join(directory, 'network.json'), formatDescription({ trainedAmplitude, architecture }));
    for (const [name, array] of arraysByName(network)) writeFileSync(join(directory, `${name}.npy`), formatNpy(array));
  } catch (error) {
    throw new InputError(`${directory}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
}

/** The arrays of a network by file name. */
function arraysByName({ architecture, layers, readout, initialVoltage }: Network): [string, NpyArray][] {
  const plans = planLayers(architecture);
  const perNeuron = (arrays: readonly FloatArray[]) => {
    const data = joinLayers(arrays);
    return { data, shape: [data.length] };
  };
  return [
    ...plans.flatMap((plan, index): [string, NpyArray][] => {
      const { kernel, kernelBias } = layers[index] as LayerWeights;
      return [
        [`${plan.kernelName}_kernel`, { data: kernel, shape: kernelShape(plan) }],
        [`${plan.kernelName}_bias`, { data: kernelBias, shape: [plan.channels] }],
      ];
    }),
    ['dense_kernel', { data: readout.weight, shape: denseShape(plans, architecture) }],
    ['dense_bias', { data: readout.bias, shape: [architecture.classes] }],
    ['neuron_bias', perNeuron(layers.map((layer) => layer.neuronBias))],
    ['initial_voltage', perNeuron(initialVoltage)],
  ];
}

function readDescription(directory: string): NetworkDescription {
  if (!existsSync(directory)) throw new InputError(`${directory}: there is no such folder of weights`);
  const file = join(directory, 'network.json');
  if (!existsSync(file)) return { architecture: tutorial, trainedAmplitude: 0.01 };
  return parseDescription(new TextDecoder().decode(readBytes(file)), file);
}

function readArray(directory: string, name: string, shape: readonly number[]): FloatArray {
  const file = join(directory, `${name}.npy`);
  const array = parseNpy(readBytes(file), file);
  const wanted = `(${shape.join(', ')})`;
  const found = `(${array.shape.join(', ')})`;
  if (wanted !== found) {
    const hint = existsSync(join(directory, 'network.json'))
      ? ''
      : '; for a network that is not the tutorial, add network.json';
    const order = shape.length === 4 ? ' (row, column, input channel, output channel)' : '';
    throw new InputError(`${file}: shape is ${found}, expected ${wanted}${order}${hint}`);
  }
  if (array.data instanceof Uint8Array) throw new InputError(`${file}: expected floating-point numbers, found bytes`);
  return array.data;
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      `${file}: ${code === 'ENOENT' ? 'is missing from the folder of weights' : `cannot be read (${code})`}`,
    );
  }
}

function refuseRangeErrors<Value>(directory: string, compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${directory}: ${error.message}`);
    throw error;
  }
}
