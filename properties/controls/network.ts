import type { Implementation } from '../../src/conformance/implementation.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { readOut } from '../../src/simulator/network/dense.ts';
import { foldForSpikes } from '../../src/simulator/network/effective.ts';
import type { LowPassConstants } from '../../src/simulator/synapse/low-pass.ts';
import { neuronsWith } from '../mutants/changed.ts';
import { assembledNetwork } from '../oracles/assembled-network.ts';

/** Adds the bias last instead of first, so that every sum is rounded differently. */
const biasAddedLast = {
  convolve: (...[layer, input, weight, bias, precision]: Parameters<typeof convolve>) => {
    const sums = convolve(
      layer,
      input,
      weight,
      bias.map(() => 0),
      precision,
    );
    return sums.map((sum, neuron) => precision.round(sum + (bias[neuron] as number)));
  },
  readOut: (...[input, weight, bias, precision]: Parameters<typeof readOut>) => {
    const sums = readOut(
      input,
      weight,
      bias.map(() => 0),
      precision,
    );
    return sums.map((sum, label) => precision.round(sum + (bias[label] as number)));
  },
};

/** Adds the bias last in every second neuron, as libraries do that compute several positions together. */
const biasAddedLastInSome: typeof biasAddedLast = {
  ...biasAddedLast,
  convolve: (...all) => {
    const last = biasAddedLast.convolve(...all);
    return convolve(...all).map((sum, neuron) => (neuron % 2 === 0 ? sum : (last[neuron] as number)));
  },
};

/** Computes 1 − e^(−dt/τ) as it is written, which loses digits if τ is long. */
const subtractsTheExponential = {
  fold: (...all: Parameters<typeof foldForSpikes>) => {
    const folded = foldForSpikes(...all);
    const subtracted = ({ keep, precision }: LowPassConstants) => ({
      keep,
      take: precision.round(1 - keep),
      precision,
    });
    return { ...folded, lowPass: subtracted(folded.lowPass), synapse: folded.synapse && subtracted(folded.synapse) };
  },
};

const [inOrder, biasesLast] = [assembledNetwork('', {}), assembledNetwork('', biasAddedLast)];
const [inOrder32, biasesLast32] = [assembledNetwork('', {}, 'float32'), assembledNetwork('', biasAddedLast, 'float32')];

/** Correct networks that compute differently. */
export const networkControls: readonly Implementation[] = [
  // a framework may optimize its graph of operations in another way if it contains a filter
  {
    ...inOrder,
    name: 'network-rounds-otherwise-behind-synapses',
    network: async (input) => ((input.synapseSeconds ?? 0) > 0 ? biasesLast : inOrder).network?.(input) as never,
  },
  // a matrix product may add in another order if the matrix has more rows
  {
    ...inOrder32,
    name: 'network-rounds-otherwise-in-batches-in-float32',
    network: async (input) => (input.images.length > 1 ? biasesLast32 : inOrder32).network?.(input) as never,
  },
  assembledNetwork('network-from-pieces', {}),
  // its layers and its neurons round differently
  { ...assembledNetwork('network-beside-textbook-neurons', {}), neuron: neuronsWith({}) },
  assembledNetwork('network-subtracts-the-exponential', subtractsTheExponential),
  assembledNetwork('network-subtracts-the-exponential-in-float32', subtractsTheExponential, 'float32'),
  assembledNetwork('network-adds-biases-last', biasAddedLast),
  assembledNetwork('network-adds-biases-last-in-float32', biasAddedLast, 'float32'),
  assembledNetwork('network-rounds-by-position-in-float32', biasAddedLastInSome, 'float32'),
];
