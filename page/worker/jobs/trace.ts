import type { FloatArray } from '../../../src/base/precision.ts';
import { type FastNetwork, loadFastNetwork, readReadouts, runSpikes } from '../../../src/engine/inference.ts';
import { compile } from '../../../src/engine/kernel.ts';
import type { LayerLayout } from '../../../src/engine/network-layout.ts';
import { spikeWords } from '../../../src/engine/network-memory.ts';
import { argmax } from '../../../src/simulator/network/dense.ts';
import { foldForSpikes, tutorialPoint } from '../../../src/simulator/network/effective.ts';
import { filterReadouts } from '../../../src/simulator/network/run.ts';
import type { JobCode, JobContext } from './job.ts';

/** Operating point of the network. */
export interface Point {
  readonly amplitude: number;
  readonly floor: 'zero' | 'none';
  /** Time constant of the synapses between layers; none if undefined or 0. */
  readonly synapseMilliseconds?: number;
  /** Divisor of all that spikes send; 1 by default. */
  readonly rescaling?: number;
}

/** An image to show to the network. */
export interface TraceInput extends Point {
  /** 28 × 28 pixels, 0 … 255, or the index of a test image. */
  readonly image: Uint8Array | number;
}

/** The behavior of the network in 30 steps. */
export interface Trace {
  readonly image: Uint8Array;
  /** Label of a test image; undefined for a drawing. */
  readonly label: number | undefined;
  readonly predicted: number;
  /** Filtered read-out [step][class]. */
  readonly filtered: readonly FloatArray[];
  /** Per layer, a bit mask of the steps in which each neuron fired [row, column, channel]. */
  readonly trains: readonly Uint32Array[];
  /** Number of spikes [layer]. */
  readonly spikeCounts: readonly number[];
  /** Time of the run, without reading the spikes. */
  readonly milliseconds: number;
}

/** Runs all 34,048 neurons on one image. */
export const trace: JobCode<TraceInput, Trace> = async ({ image, ...point }, { data }) => {
  const digits = typeof image === 'number' ? await data.testDigits() : undefined;
  const pixels = (typeof image === 'number' ? digits?.images[image] : image) as Uint8Array;
  const label = typeof image === 'number' ? digits?.labels[image] : undefined;
  const fast = await prepare(point, data);
  const start = performance.now();
  const spikeCounts = runSpikes(fast, pixels, { everything: true });
  const { filtered, predicted } = answerOf(fast);
  const milliseconds = performance.now() - start;
  const trains = fast.layout.layers.map((layer) => spikeTrainsOf(fast, layer));
  return { image: pixels.slice(), label, predicted, filtered, trains, spikeCounts, milliseconds };
};

/** The filtered read-outs that a run has left behind, and the predicted class. */
export function answerOf(fast: FastNetwork): Pick<Trace, 'filtered' | 'predicted'> {
  const filtered = filterReadouts(readReadouts(fast, fast.network.point.steps), fast.network);
  return { filtered, predicted: argmax(filtered.at(-1) as FloatArray) };
}

let prepared: { readonly key: string; readonly fast: FastNetwork } | undefined;

/** Writes the network into the memory of a kernel, unless it is there already. */
export async function prepare(
  { amplitude, floor, synapseMilliseconds = 0, rescaling = 1 }: Point,
  data: JobContext['data'],
): Promise<FastNetwork> {
  const key = `${amplitude} ${floor} ${synapseMilliseconds} ${rescaling}`;
  if (prepared?.key === key) return prepared.fast;
  const minVoltage = floor === 'none' ? Number.NEGATIVE_INFINITY : 0;
  const network = foldForSpikes(await data.network(), {
    ...tutorialPoint,
    amplitude,
    minVoltage,
    rescaling,
    synapseSeconds: synapseMilliseconds / 1000,
  });
  prepared = { key, fast: loadFastNetwork(await compile(), network) };
  return prepared.fast;
}

/** Reads the spikes of a layer from the memory of the kernel, visiting only the bits that are set. */
export function spikeTrainsOf({ network, memory }: FastNetwork, layer: LayerLayout): Uint32Array {
  const { channels, neurons } = layer.plan;
  const words = layer.shape.channels / 32;
  const trains = new Uint32Array(neurons);
  for (let step = 0; step < network.point.steps; step++) {
    const bits = spikeWords(layer, step, memory);
    for (let word = 0; word < bits.length; word++) {
      const first = Math.floor(word / words) * channels + (word % words) * 32;
      for (let left = bits[word] as number; left !== 0; left &= left - 1) {
        const neuron = first + 31 - Math.clz32(left & -left);
        trains[neuron] = (trains[neuron] as number) | (1 << step);
      }
    }
  }
  return trains;
}
