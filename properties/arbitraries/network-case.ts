import fc from 'fast-check';
import { float32, type Precision } from '../../src/base/precision.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { discreteLif, type StepRules } from '../../src/models/discrete-lif.ts';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
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
 * The same with neurons of other libraries: every combination of rules, and reset by subtraction within a step. Half of the
 * networks sum their read-outs. `other` has twice the amplitude.
 */
export function networkCaseByRules(
  precision: Precision = float32,
): fc.Arbitrary<NetworkCase & { readonly other: EffectiveNetwork }> {
  return fc
    .tuple(networkCase(precision), fc.option(stepRules, { freq: 6 }), fc.boolean())
    .filter(
      ([{ network, forSpikes }, rules]) =>
        rules?.integrator !== 'euler' || forSpikes.point.dtSeconds <= network.architecture.neuron.tauRcSeconds,
    )
    .map(([drawn, rules, isSummed]) => {
      const neurons = rules === null ? subtractingLif : discreteLif(rules);
      const readout = isSummed ? { readoutTauSeconds: Number.POSITIVE_INFINITY } : {};
      const network = { ...drawn.network, architecture: { ...drawn.network.architecture, ...readout } };
      const point = { ...drawn.forSpikes.point, neurons };
      const other = { ...point, amplitude: 2 * point.amplitude };
      return { ...drawn, network, forSpikes: foldForSpikes(network, point), other: foldForSpikes(network, other) };
    });
}

export const stepRules: fc.Arbitrary<StepRules> = fc.record({
  integrator: fc.constantFrom('exact', 'euler'),
  inputScale: fc.constantFrom('one-minus-decay', 'one'),
  comparison: fc.constantFrom('>', '>='),
  reset: fc.constantFrom('zero', 'subtract'),
  resetTime: fc.constantFrom('at-once', 'one-step-late'),
  refractory: fc.constantFrom('none', 'nearest'),
});

/**
 * Currents without input that are exactly 1 or other multiples of 1/4, initial voltages of 1, −0 and far below 0, and
 * refractory periods of whole milliseconds.
 */
function atEdges(input: NetworkInput): NetworkInput {
  const { architecture, weights, initialVoltage } = input;
  // rounded down, because a longer period may be too long for the tuning
  const tauRefSeconds = Math.floor(1000 * architecture.neuron.tauRefSeconds) / 1000;
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
