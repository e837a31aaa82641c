import type { FloatArray } from '../base/precision.ts';
import { type EffectiveLayer, type EffectiveNetwork, lifConstantsOfLayer } from '../simulator/network/effective.ts';
import { type LayerPlaces, type Places, wordBytes, wordChannels } from './places.ts';

/** Writes a network into the memory of a kernel, as src/engine/kernel/layout.ts describes it. */
export function writeNetwork(network: EffectiveNetwork, places: Places, memory: ArrayBuffer): void {
  for (const [index, layer] of network.layers.entries()) {
    const place = places.layers[index] as LayerPlaces;
    describeLayer(layer, place, memory);
    writeWeights(layer, place, memory);
    writePadded(layer.bias, layer.plan.channels, place.bias, wordChannels, memory);
    const voltages = network.initialVoltage[index] as FloatArray;
    writePadded(voltages, layer.plan.channels, place.initialVoltage, wordChannels, memory);
  }
  const { weight, bias } = network.readout;
  writePadded(weight, bias.length, places.readoutWeight, 4, memory);
  writePadded(bias, bias.length, places.readoutBias, 4, memory);
  describeNeurons(network, places, memory);
}

/** Says whether the layers are to record their currents and voltages. */
export function record(on: boolean, { layers }: Places, memory: ArrayBuffer): void {
  for (const { description, recordedCurrents, recordedVoltages } of layers) {
    const fields = new Uint32Array(memory, description + recordFields, 2);
    fields.set(on ? [recordedCurrents, recordedVoltages] : [0, 0]);
  }
}

/** Keeps what the layers send, spikes or rates, as what they send when there is nothing to see. */
export function keepBlank(what: 'spikes' | 'signal', { layers }: Places, memory: ArrayBuffer): void {
  for (const place of layers) {
    const { from, blank, bytes } = rangesOf(what, place);
    new Uint8Array(memory).copyWithin(blank, from, from + bytes);
  }
}

/** Lets the layers send what they send when there is nothing to see. */
export function restoreBlank(what: 'spikes' | 'signal', { layers }: Places, memory: ArrayBuffer): void {
  for (const place of layers) {
    const { from, blank, bytes } = rangesOf(what, place);
    new Uint8Array(memory).copyWithin(from, blank, blank + bytes);
  }
}

function rangesOf(what: 'spikes' | 'signal', place: LayerPlaces) {
  const { spikes, blankSpikes, spikeBytes, signal, blankSignal, layerBytes } = place;
  if (what === 'spikes') return { from: spikes, blank: blankSpikes, bytes: spikeBytes };
  return { from: signal, blank: blankSignal, bytes: layerBytes };
}

/** Where the addresses of what is recorded stand in the description of a layer. */
const recordFields = 17 * 4;

function describeLayer({ plan }: EffectiveLayer, place: LayerPlaces, memory: ArrayBuffer): void {
  const { input, output, kernelSize, stride } = plan;
  new Uint32Array(memory, place.description).set([
    input.rows,
    input.columns,
    input.channels,
    kernelSize,
    stride,
    output.rows,
    output.columns,
    output.channels,
    place.words,
    place.weights,
    kernelSize ** 2 * input.channels * wordBytes,
    place.bias,
    place.initialVoltage,
    place.spikes,
    place.signal,
    place.inputTouched,
    place.touched,
    0,
    0,
  ]);
}

/** Which field of the neurons is their floor. */
const floorField = 6;

/** Gives the neurons the floor of a layer. */
export function setFloor(network: EffectiveNetwork, layer: number, places: Places, memory: ArrayBuffer): void {
  new Float32Array(memory, places.neurons)[floorField] = lifConstantsOfLayer(network, layer).minVoltage;
}

function describeNeurons({ point, lif }: EffectiveNetwork, places: Places, memory: ArrayBuffer): void {
  const whole = new Uint32Array(memory, places.neurons);
  const real = new Float32Array(memory, places.neurons);
  whole[0] = point.steps;
  real[1] = lif.charge;
  real[2] = lif.decay;
  real[3] = lif.refractoryRest;
  real[4] = lif.refractoryRestLater;
  real[5] = lif.refractoryPeriodSteps < 1 ? Number.NEGATIVE_INFINITY : 1;
  real[floorField] = lif.minVoltage;
  whole[7] = lif.refractoryPeriodSteps;
  whole.set([places.listed, places.values, places.starts, places.currents, places.state], 8);
}

/** Weights [row, column, input channel, output channel], words of 32 output channels one after the other. */
function writeWeights({ plan, weight }: EffectiveLayer, place: LayerPlaces, memory: ArrayBuffer): void {
  const { channels } = plan;
  const terms = plan.weights / channels;
  const written = new Float32Array(memory, place.weights, terms * place.words * wordChannels);
  for (let word = 0; word < place.words; word++) {
    const first = word * wordChannels;
    const last = Math.min(first + wordChannels, channels);
    for (let term = 0; term < terms; term++) {
      const row = weight.subarray(term * channels + first, term * channels + last) as Float32Array;
      written.set(row, (word * terms + term) * wordChannels);
    }
  }
}

/** Rows of `width` values, each filled up with zeros to a multiple of `step`. */
function writePadded(values: FloatArray, width: number, address: number, step: number, memory: ArrayBuffer): void {
  const padded = Math.ceil(width / step) * step;
  const rows = values.length / width;
  const written = new Float32Array(memory, address, rows * padded);
  for (let row = 0; row < rows; row++) written.set(values.subarray(row * width, (row + 1) * width), row * padded);
}

/** The values without what fills the rows up. */
export function readPadded(
  address: number,
  width: number,
  step: number,
  rows: number,
  memory: ArrayBuffer,
): Float32Array {
  const padded = Math.ceil(width / step) * step;
  const written = new Float32Array(memory, address, rows * padded);
  if (padded === width) return written.slice();
  const values = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) values.set(written.subarray(row * padded, row * padded + width), row * width);
  return values;
}
