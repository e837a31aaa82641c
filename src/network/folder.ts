import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../input-error.ts';
import { tune } from '../neuron/tuning.ts';
import type { FloatArray } from '../precision.ts';
import { type Architecture, type LayerPlan, planLayers, tutorial } from './architecture.ts';
import { type InitialVoltage, startingVoltage } from './build.ts';
import { type Description, formatDescription, parseDescription } from './description.ts';
import { makeFolder } from './make-folder.ts';
import { type Network, requireNetwork } from './network.ts';
import { formatNpy, parseNpy } from './npy.ts';

/** Where the voltages at the start come from: the folder, or drawn anew. */
export type VoltageSource = 'file' | InitialVoltage;

/**
 * Reads a network from a folder of `.npy` files: `conv1_kernel`, `conv1_bias` …, `dense_kernel`, `dense_bias`, and, all
 * layers one after the other, `neuron_bias` and `initial_voltage`. `network.json` says which architecture they fit and
 * for which amplitude they were trained; without it they are the tutorial's, .01. Other files are not looked at.
 *
 * @param source - `file` needs `initial_voltage.npy`; `uniform` (drawn for `seed`) and `zero` do not look at it
 * @throws {InputError} if the folder or a file is missing, damaged, or does not fit the architecture
 * @example readNetwork('fixtures/nengo-dl').layers.map((layer) => layer.neuronBias.length) // [21632, 9216, 3200]
 */
export function readNetwork(directory: string, source: VoltageSource = 'file', seed = 0): Network {
  const { architecture, trainedAmplitude } = readDescription(directory);
  const plans = refuseRangeErrors(directory, () => planLayers(architecture));
  const read = (name: string, shape: readonly number[]) => readArray(directory, name, shape);
  const neurons = plans.map((plan) => plan.neurons);
  const all = [neurons.reduce((sum, count) => sum + count, 0)];
  const readout = {
    weight: read('dense_kernel', denseShape(plans, architecture)),
    bias: read('dense_bias', [architecture.classes]),
  };
  const biases = splitLayers(read('neuron_bias', all), neurons);
  const network: Network = {
    architecture,
    trainedAmplitude,
    layers: plans.map((plan, index) => ({
      kernel: read(`${plan.kernelName}_kernel`, kernelShape(plan)),
      kernelBias: read(`${plan.kernelName}_bias`, [plan.channels]),
      neuronBias: biases[index] as FloatArray,
    })),
    readout,
    initialVoltage:
      source === 'file'
        ? splitLayers(read('initial_voltage', all), neurons)
        : startingVoltage(architecture, seed, source),
  };
  refuseRangeErrors(directory, () => requireNetwork(network));
  refuseRangeErrors(directory, () => tune(architecture.neuron, architecture.neuron));
  return network;
}

/**
 * Writes a network into a folder, as `readNetwork` reads it.
 *
 * @throws {InputError} if the folder cannot be written
 */
export function writeNetwork(directory: string, network: Network): void {
  requireNetwork(network);
  const { architecture, trainedAmplitude, layers, readout, initialVoltage } = network;
  const plans = planLayers(architecture);
  const write = (name: string, data: string | Uint8Array) => writeFileSync(join(directory, name), data);
  const save = (name: string, data: FloatArray, shape: readonly number[]) =>
    write(`${name}.npy`, formatNpy({ data, shape }));
  const saveAll = (name: string, arrays: readonly FloatArray[]) => {
    const joined = joinLayers(arrays);
    save(name, joined, [joined.length]);
  };
  try {
    makeFolder(directory);
    write('network.json', formatDescription({ trainedAmplitude, architecture }));
    for (const [index, plan] of plans.entries()) {
      const { kernel, kernelBias } = layers[index] as Network['layers'][number];
      save(`${plan.kernelName}_kernel`, kernel, kernelShape(plan));
      save(`${plan.kernelName}_bias`, kernelBias, [plan.channels]);
    }
    save('dense_kernel', readout.weight, denseShape(plans, architecture));
    save('dense_bias', readout.bias, [architecture.classes]);
    saveAll(
      'neuron_bias',
      layers.map((layer) => layer.neuronBias),
    );
    saveAll('initial_voltage', initialVoltage);
  } catch (error) {
    throw new InputError(`${directory}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
}

function readDescription(directory: string): Description {
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
    throw new InputError(`${file}: shape must be ${wanted}, but is ${found}${hint}`);
  }
  if (array.data instanceof Uint8Array)
    throw new InputError(`${file}: must hold floating-point numbers, but holds bytes`);
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

function kernelShape({ kernelSize, input, channels }: LayerPlan): number[] {
  return [kernelSize, kernelSize, input.channels, channels];
}

function denseShape(plans: readonly LayerPlan[], { classes }: Architecture): number[] {
  return [(plans.at(-1) as LayerPlan).neurons, classes];
}

function splitLayers(values: FloatArray, neurons: readonly number[]): FloatArray[] {
  let start = 0;
  return neurons.map((count) => {
    start += count;
    return values.slice(start - count, start);
  });
}

function joinLayers(arrays: readonly FloatArray[]): FloatArray {
  const total = arrays.reduce((sum, array) => sum + array.length, 0);
  const joined = arrays[0] instanceof Float64Array ? new Float64Array(total) : new Float32Array(total);
  let start = 0;
  for (const array of arrays) {
    joined.set(array, start);
    start += array.length;
  }
  return joined;
}
