import type { FloatArray } from '../../src/base/precision.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { argmax, readOut } from '../../src/simulator/network/dense.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { type Probe, requireImage, requireProbes, type SpikingRun } from '../../src/simulator/network/run.ts';
import type { LifState } from '../../src/simulator/neuron/lif.ts';
import type { LifModel } from '../../src/simulator/neuron/model.ts';
import { stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import { type Connect, synapsesWith } from './assembled-synapse.ts';

/** LIF neurons of a layer between two steps. */
export type Population = LifState[];

/** The pieces of a run. Each can be replaced by an observer or a mutant. */
export interface Pieces {
  /** Returns the initial populations of an image, given those at the end of the previous one. */
  readonly start: (network: EffectiveNetwork, left: readonly Population[]) => readonly Population[];
  readonly convolve: typeof convolve;
  /** Connects the layers, for one image. */
  readonly connect: (network: EffectiveNetwork) => Connect;
  readonly readOut: typeof readOut;
}

/** The pieces of `runSpiking`. */
export const referencePieces: Pieces = {
  start: ({ initialVoltage, neurons }) =>
    initialVoltage.map((voltages, layer) => Array.from(voltages, (neurons[layer] as LifModel).start)),
  convolve,
  connect: (network) => synapsesWith()(network),
  readOut,
};

/** A run with its final populations. */
export interface AssembledRun extends SpikingRun {
  readonly left: readonly Population[];
}

/** Runs a network on an image from given pieces, otherwise like `runSpiking`. */
export function runAssembled(
  network: EffectiveNetwork,
  image: Uint8Array,
  pieces: Pieces,
  probes: readonly Probe[] = [],
  leftBefore: readonly Population[] = [],
): AssembledRun {
  const { layers, lowPass, point } = network;
  requireImage(network, image);
  requireProbes(network, probes);
  const populations = pieces.start(network, leftBefore);
  const spikeCounts = layers.map(({ plan }) => new Uint32Array(plan.neurons));
  const probed = probes.map(() => [] as ArrayLike<number>[]);
  const readouts: FloatArray[] = [];
  const filtereds: FloatArray[] = [];
  let filtered: FloatArray = new point.precision.array(network.readout.bias.length);

  const currentsOf = ({ plan, weight, bias }: EffectiveLayer, input: ArrayLike<number>) =>
    pieces.convolve(plan, input, weight, bias, point.precision);
  const connect = pieces.connect(network);
  const first = layers[0] as EffectiveLayer;
  const firstCurrents = currentsOf(first, image);

  for (let step = 0; step < point.steps; step++) {
    let handedOn: Uint8Array = new Uint8Array();
    for (const [layer, effective] of layers.entries()) {
      const currents = connect(layer, effective.bias, (start) =>
        start === first.bias
          ? firstCurrents
          : currentsOf({ ...effective, bias: start }, layer === 0 ? image : handedOn),
      );
      const population = populations[layer] as Population;
      const spikes = stepNeurons(population, currents, network.neurons[layer] as LifModel);
      count(spikes, spikeCounts[layer] as Uint32Array);
      const stages = {
        current: currents,
        voltage: currents.map((_, neuron) => (population[neuron] as LifState).voltage),
        spikes,
      };
      for (const [index, probe] of probes.entries()) {
        if (probe.layer === effective.plan.name) probed[index]?.push(stages[probe.stage]);
      }
      handedOn = spikes;
    }
    const readout = connect(layers.length, network.readout.bias, (start) =>
      pieces.readOut(handedOn, network.readout.weight, start, point.precision),
    );
    const after = filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));
    readouts.push(readout);
    filtereds.push(filtered);
    filtered = after;
  }
  const predicted = argmax(filtereds.at(-1) as FloatArray);
  return { predicted, readout: readouts, filtered: filtereds, spikeCounts, probed, left: populations };
}

/** Advances a layer by a step. Returns its spikes. */
function stepNeurons(population: Population, currents: FloatArray, model: LifModel): Uint8Array {
  const spikes = new Uint8Array(population.length);
  for (let neuron = 0; neuron < population.length; neuron++) {
    const after = model.step(population[neuron] as LifState, currents[neuron] as number);
    population[neuron] = after;
    spikes[neuron] = after.fired ? 1 : 0;
  }
  return spikes;
}

function count(spikes: Uint8Array, counts: Uint32Array): void {
  for (const [neuron, fired] of spikes.entries()) counts[neuron] = (counts[neuron] as number) + fired;
}
