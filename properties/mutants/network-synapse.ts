import { capabilityOf } from '../../src/conformance/law.ts';
import { type EffectiveNetwork, foldForSpikes } from '../../src/simulator/network/effective.ts';
import { lowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import { assembledNetwork, type NetworkPieces } from '../oracles/assembled-network.ts';
import { type SynapsePieces, synapsesWith } from '../oracles/assembled-synapse.ts';
import { type Mutant, withMemory } from './mutant.ts';

function mutant(name: string, difference: string, changed: Partial<NetworkPieces>): Mutant {
  return { ...assembledNetwork(name, changed), name, difference };
}

function connecting(name: string, difference: string, changed: Partial<SynapsePieces>): Mutant {
  return mutant(name, difference, { connect: synapsesWith(changed) });
}

/** Folds a network for another time constant of its synapses. */
function timing(name: string, difference: string, change: (seconds: number) => number): Mutant {
  return mutant(name, difference, {
    fold: (network, point) => foldForSpikes(network, { ...point, synapseSeconds: change(point.synapseSeconds ?? 0) }),
  });
}

export const networkSynapseMutants: readonly Mutant[] = [
  synapseOfZeroThatLags(),
  timing('network-ignores-synapse', 'has no synapses, even if they are requested', () => 0),
  connecting('network-synapse-without-lag', 'shows spikes to a synapse in the step in which they arrive', {
    show: (_, after) => after,
  }),
  connecting('network-synapse-assumes-a-millisecond', 'filters as if every time step were 1 ms', {
    constants: ({ point, synapse }) =>
      synapse && lowPassConstants({ dtSeconds: 0.001, tauSeconds: point.synapseSeconds as number }, point.precision),
  }),
  connecting('network-synapse-saturates', 'limits what a synapse holds to 1 in either direction', {
    step: (value, input, constants) => Math.max(-1, Math.min(stepLowPass(value, input, constants), 1)),
  }),
  connecting('network-synapse-filters-the-image', 'has a synapse between the image and the first layer too', {
    isBefore: (layer, layers) => layer < layers,
  }),
  connecting('network-synapse-filters-the-read-out', 'has a synapse between the last layer and the read-out too', {
    isBefore: (layer) => layer > 0,
  }),
  connecting('network-synapse-only-before-the-second-layer', 'has a synapse only between the first two layers', {
    isBefore: (layer, layers) => layer === 1 && layer < layers,
  }),
  withMemory(() =>
    connecting('network-synapse-keeps-state-between-images', 'starts every image with what its synapses held before', {
      start: (zeros, left) => left ?? zeros,
    }),
  ),
];

/** A filter with a time constant close to 0 delays its input by one step. */
function synapseOfZeroThatLags(): Mutant {
  const constants = ({ point }: EffectiveNetwork) => ({ keep: 0, take: 1, precision: point.precision });
  const difference = 'treats synapses of 0 s as filters that pass everything on one step late';
  const correct = mutant('network-synapse-of-zero-lags', difference, {});
  const late = mutant('network-synapse-of-zero-lags', difference, { connect: synapsesWith({ constants }) });
  return {
    ...correct,
    network: (input) => capabilityOf(input.synapseSeconds === 0 ? late : correct, 'network')(input),
  };
}
