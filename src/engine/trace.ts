import type { FloatArray } from '../base/precision.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { EffectiveLayer } from '../simulator/network/effective.ts';
import type { RateRun } from '../simulator/network/rates.ts';
import type { Probe, SpikingRun } from '../simulator/network/run.ts';
import { readPadded, record } from './memory.ts';
import { type LayerPlaces, wordBytes, wordChannels } from './places.ts';
import { type FastNetwork, filterReadOuts, readOuts, sendRates, spike } from './stages.ts';

/** Runs a network with spikes and records what `runSpiking` of src/simulator/network records. */
export function traceSpiking(fast: FastNetwork, image: Uint8Array, probes: readonly Probe[]): SpikingRun {
  const { network, places, memory } = fast;
  record(true, places, memory);
  try {
    spike(fast, image, { everything: true });
  } finally {
    record(false, places, memory);
  }
  const readout = readOuts(fast, network.point.steps);
  const filtered = filterReadOuts(readout, network);
  return {
    predicted: argmax(filtered.at(-1) as FloatArray),
    readout,
    filtered,
    spikeCounts: network.layers.map((_, index) => countSpikes(fast, index)),
    probed: probes.map((probe) => seenBy(probe, fast)),
  };
}

/** Runs the rate network and records what `runRates` of src/simulator/network records. */
export function traceRates(fast: FastNetwork, image: Uint8Array): RateRun {
  const { network, places, memory } = fast;
  const seen = { currents: [] as FloatArray[], outputs: [] as FloatArray[] };
  sendRates(fast, image, { everything: true }, (index, what) => {
    const { signal, positions } = places.layers[index] as LayerPlaces;
    const { channels } = (network.layers[index] as EffectiveLayer).plan;
    seen[what].push(readPadded(signal, channels, wordChannels, positions, memory));
  });
  const readout = readOuts(fast, 1)[0] as FloatArray;
  return { predicted: argmax(readout), readout, ...seen };
}

function seenBy({ layer, stage }: Probe, fast: FastNetwork): ArrayLike<number>[] {
  const { network, places, memory } = fast;
  const index = network.layers.findIndex(({ plan }) => plan.name === layer);
  if (index < 0) return [];
  const { positions, words, recordedCurrents, recordedVoltages } = places.layers[index] as LayerPlaces;
  const { channels } = (network.layers[index] as EffectiveLayer).plan;
  const stepBytes = positions * words * wordBytes;
  return Array.from({ length: network.point.steps }, (_, step) => {
    if (stage === 'spikes') return spikesOf(fast, index, step);
    const start = stage === 'current' ? recordedCurrents : recordedVoltages;
    return readPadded(start + step * stepBytes, channels, wordChannels, positions, memory);
  });
}

/** Spikes of a layer in one step, 1 for a neuron that fired [row, column, channel]. */
function spikesOf({ network, places, memory }: FastNetwork, index: number, step: number): Uint8Array {
  const { channels, neurons } = (network.layers[index] as EffectiveLayer).plan;
  const { spikes, positions, words } = places.layers[index] as LayerPlaces;
  const bits = new Uint32Array(memory, spikes + step * positions * words * 4, positions * words);
  return Uint8Array.from({ length: neurons }, (_, neuron) => {
    const channel = neuron % channels;
    const word = ((neuron - channel) / channels) * words + Math.floor(channel / wordChannels);
    return ((bits[word] as number) >>> (channel % wordChannels)) & 1;
  });
}

function countSpikes(fast: FastNetwork, index: number): Uint32Array {
  const counts = new Uint32Array((fast.network.layers[index] as EffectiveLayer).plan.neurons);
  for (let step = 0; step < fast.network.point.steps; step++) {
    for (const [neuron, fired] of spikesOf(fast, index, step).entries()) counts[neuron] = (counts[neuron] ?? 0) + fired;
  }
  return counts;
}
