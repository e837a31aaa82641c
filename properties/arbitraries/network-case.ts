import fc from 'fast-check';
import { float32, type Precision } from '../../src/base/precision.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { type EffectiveNetwork, foldForRates, foldForSpikes } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { legalNetwork } from './legal-network.ts';

/** A network at an operating point, folded for spikes and for rates, with images. */
export interface NetworkCase {
  /** Before folding. */
  readonly network: Network;
  readonly forSpikes: EffectiveNetwork;
  readonly forRates: EffectiveNetwork;
  readonly images: readonly Uint8Array[];
}

/** Legal networks, half of them at the edges of words and of the threshold, with one to three images. */
export function networkCase(precision: Precision = float32): fc.Arbitrary<NetworkCase> {
  return fc
    .record({
      // more than two words of 16 or 32 channels
      input: legalNetwork({ images: 3, sizes: { channels: { least: 1, usual: 8, most: 72 } } }),
      shown: fc.integer({ min: 1, max: 3 }),
      isAtEdges: fc.boolean(),
      rescaling: fc.constantFrom(1, 1, 3),
    })
    .map(({ input: drawn, shown, isAtEdges, rescaling }) => {
      const input = isAtEdges ? atEdges(drawn) : drawn;
      const { architecture, weights, initialVoltage, images, amplitude, steps, dtSeconds, synapseSeconds = 0 } = input;
      const minVoltage = input.minVoltage;
      const network = { architecture, trainedAmplitude: amplitude, ...weights, initialVoltage };
      const point = { amplitude, minVoltage, rescaling, dtSeconds, steps, synapseSeconds, precision };
      return {
        network,
        forSpikes: foldForSpikes(network, point),
        forRates: foldForRates(network, point),
        images: images.slice(0, shown),
      };
    });
}

/**
 * Currents without input that are exactly 1 or other multiples of 1/4, initial voltages of 1, −0 and far below 0, and
 * refractory periods of whole milliseconds.
 */
function atEdges(input: NetworkInput): NetworkInput {
  const { architecture, weights, initialVoltage } = input;
  const tauRefSeconds = Math.round(1000 * architecture.neuron.tauRefSeconds) / 1000;
  const layers = weights.layers.map(({ kernel, kernelBias, neuronBias }) => ({
    kernel,
    kernelBias: kernelBias.map(() => 0),
    neuronBias: neuronBias.map((bias) => Math.round(4 * bias) / 4),
  }));
  const edges = [1, -0, -5];
  return {
    ...input,
    architecture: { ...architecture, neuron: { ...architecture.neuron, tauRefSeconds } },
    weights: { ...weights, layers },
    initialVoltage: initialVoltage.map((voltages) => voltages.map((one, neuron) => edges[neuron % 6] ?? one)),
  };
}
