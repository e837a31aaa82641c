import type { NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { NetworkState } from '../../src/simulator/network/run.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const { network, synapse } = reference() as Required<Pick<Mutant, 'network' | 'synapse'>>;

/** A network that loses a part of its state when a run is continued. */
const losing = (
  name: string,
  difference: string,
  lose: (state: NetworkState) => NetworkState,
  cites?: string,
): Mutant => ({
  ...describeMutant(name, difference, cites),
  network: (input) => network({ ...input, ...(input.state ? { state: statesOf(input).map(lose) } : {}) }),
});

/**
 * Shows the images of a request in batches. What is asked of a batch may depend on what the one before left, apart from
 * synapses and read-out, which start again.
 */
export async function showInBatches(
  input: NetworkInput,
  batchSize: number,
  ask: (batch: NetworkInput, left: readonly NetworkState[] | null) => NetworkInput,
): Promise<NetworkOutput> {
  const parts: NetworkOutput[] = [];
  let left: readonly NetworkState[] | null = null;
  for (let from = 0; from < input.images.length; from += batchSize) {
    const batch = { ...input, images: input.images.slice(from, from + batchSize), state: null };
    const part = await network(ask(batch, left));
    left = (part.state as readonly NetworkState[]).map(({ filtered, layers }) => ({
      filtered: zeros(filtered),
      layers: layers.map(({ neurons, synaptic }) => ({ neurons, synaptic: zeros(synaptic) })),
    }));
    parts.push(part);
  }
  return {
    predicted: parts.flatMap(({ predicted }) => predicted),
    readout: parts.flatMap(({ readout }) => readout),
    spikeCounts: parts.flatMap(({ spikeCounts }) => spikeCounts),
    probed: parts[0]?.probed ?? [],
  };
}

const statesOf = ({ state }: NetworkInput) => state as readonly NetworkState[];

export const zeros = (values: ArrayLike<number>): number[] => Array<number>(values.length).fill(0);

/** Mutants that continue a run of a synapse or a network otherwise than they left it. */
export const continuedMutants: readonly Mutant[] = [
  {
    ...describeMutant('synapse-starts-again', 'starts a synapse at 0 again when a run is continued', 'nengo-loihi#271'),
    synapse: (input) => synapse({ ...input, state: undefined }),
  },
  losing(
    'network-read-out-starts-again',
    'starts the filter of the read-out at 0 again when a run is continued',
    (state) => ({ ...state, filtered: zeros(state.filtered) }),
    'nengo-loihi#271',
  ),
  losing('network-synapses-start-again', 'starts synapses at 0 again when a run is continued', (state) => ({
    ...state,
    layers: state.layers.map((layer) => ({ ...layer, synaptic: zeros(layer.synaptic) })),
  })),
  losing(
    'network-continues-shifted',
    'gives each neuron of the first layer the state of the one before it',
    (state) => ({
      ...state,
      layers: state.layers.map((layer, index) =>
        index === 0
          ? { ...layer, neurons: layer.neurons.map((_, neuron) => layer.neurons[neuron === 0 ? 0 : neuron - 1]) }
          : layer,
      ),
    }),
  ),
];
