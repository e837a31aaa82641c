import type { FloatArray } from '../base/precision.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { RateRun } from '../simulator/network/rates.ts';
import { filterReadouts, type Probe, type SpikingRun } from '../simulator/network/run.ts';
import { type FastNetwork, readReadouts, runRateNetwork, runSpikes } from './inference.ts';
import { constants } from './kernel.generated.ts';
import { countNeurons, type LayerLayout } from './network-layout.ts';
import { readNeurons, spikeWords, writeNeurons } from './network-memory.ts';

/** Runs a network that spikes and records what `runSpiking` of src/simulator/network records. */
export function traceSpiking(fast: FastNetwork, image: Uint8Array, probes: readonly Probe[]): SpikingRun {
  const { network, layout, memory } = fast;
  writeNeurons(network, layout, { recording: true }, memory);
  try {
    runSpikes(fast, image, { everything: true });
  } finally {
    writeNeurons(network, layout, { recording: false }, memory);
  }
  const readout = readReadouts(fast, network.point.steps);
  const filtered = filterReadouts(readout, network);
  return {
    predicted: argmax(filtered.at(-1) as FloatArray),
    readout,
    filtered,
    spikeCounts: layout.layers.map((layer) => countSpikes(fast, layer)),
    probed: probes.map((probe) => readProbe(probe, fast)),
  };
}

/** Runs the rate network and records what `runRates` of src/simulator/network records. */
export function traceRates(fast: FastNetwork, image: Uint8Array): RateRun {
  const { layers } = fast.layout;
  runRateNetwork(fast, image, { everything: true });
  const [readout] = readReadouts(fast, 1) as [FloatArray];
  const read = (array: 'currents' | 'outputs') =>
    layers.map((layer) => readNeurons(layer, layer.blocks[array].address, fast.memory));
  return { predicted: argmax(readout), readout, currents: read('currents'), outputs: read('outputs') };
}

function readProbe(probe: Probe, { network, layout, memory }: FastNetwork): ArrayLike<number>[] {
  const layer = layout.layers.find(({ plan }) => plan.name === probe.layer);
  if (layer === undefined) return [];
  const { recordedCurrents, recordedVoltages } = layer.blocks;
  const { address } = probe.stage === 'current' ? recordedCurrents : recordedVoltages;
  const stepBytes = constants[layout.precision].NUMBER_BYTES * countNeurons(layer.shape);
  return Array.from({ length: network.point.steps }, (_, step) => {
    if (probe.stage === 'spikes') return readSpikes(layer, step, memory);
    return readNeurons(layer, address + step * stepBytes, memory);
  });
}

/** Spikes of a layer in one step: 1 for each neuron that fired [row, column, channel]. */
function readSpikes(layer: LayerLayout, step: number, memory: ArrayBuffer): Uint8Array {
  const { channels, neurons } = layer.plan;
  const { WORD_CHANNELS } = constants[layer.precision];
  const wordsPerPosition = layer.shape.channels / WORD_CHANNELS;
  const spikes = new Uint8Array(neurons);
  for (const [index, word] of spikeWords(layer, step, memory).entries()) {
    const first = (index % wordsPerPosition) * WORD_CHANNELS;
    const neuron = Math.floor(index / wordsPerPosition) * channels + first;
    const count = word === 0 ? 0 : Math.min(WORD_CHANNELS, channels - first);
    for (let channel = 0; channel < count; channel++) spikes[neuron + channel] = (word >>> channel) & 1;
  }
  return spikes;
}

function countSpikes({ network, memory }: FastNetwork, layer: LayerLayout): Uint32Array {
  const counts = new Uint32Array(layer.plan.neurons);
  for (let step = 0; step < network.point.steps; step++) {
    const spikes = readSpikes(layer, step, memory);
    for (let neuron = 0; neuron < counts.length; neuron++)
      counts[neuron] = (counts[neuron] as number) + (spikes[neuron] as number);
  }
  return counts;
}
