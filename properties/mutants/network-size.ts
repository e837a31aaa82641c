import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { changedAnswers, changedRequests } from './changed.ts';
import type { Mutant } from './mutant.ts';

type LayerWeights = NetworkInput['weights']['layers'][number];

/** Changes the weights of layers. */
const changingLayers =
  (change: (layer: LayerWeights, index: number, input: NetworkInput) => Partial<LayerWeights>) =>
  (input: NetworkInput): Partial<NetworkInput> => ({
    weights: {
      ...input.weights,
      layers: input.weights.layers.map((layer, index) => ({ ...layer, ...change(layer, index, input) })),
    },
  });

const changingNeurons =
  (change: Partial<NetworkInput['architecture']['neuron']>) =>
  ({ architecture }: NetworkInput): Partial<NetworkInput> => ({
    architecture: { ...architecture, neuron: { ...architecture.neuron, ...change } },
  });

/** Sets to 0 the values whose index satisfies a condition. */
const cleared = <Values extends LayerWeights['kernel'] | Uint8Array>(
  values: Values,
  isCleared: (n: number) => boolean,
) => values.map((value, index) => (isCleared(index) ? 0 : value)) as Values;

/** Networks that are wrong only beyond some size. */
export const networkSizeMutants: readonly Mutant[] = [
  ...changedRequests('network', {
    'network-uses-three-kernel-rows': [
      'ignores all rows of a kernel after the third',
      changingLayers(({ kernel }, index, { architecture: { hidden } }) => {
        const { kernelSize = 1 } = hidden[index] ?? {};
        return { kernel: cleared(kernel, (n) => n >= (3 / kernelSize) * kernel.length) };
      }),
    ],
    'network-cuts-off-after-three-layers': [
      'passes no spikes to the fourth layer',
      changingLayers(({ kernel }, index) => ({ kernel: cleared(kernel, () => index > 2) })),
    ],
    'network-is-unbiased-beyond-four-channels': [
      'has no kernel biases in channels after the fourth',
      changingLayers(({ kernelBias }) => ({ kernelBias: cleared(kernelBias, (channel) => channel > 3) })),
    ],
    'network-always-has-membranes-of-20-ms': [
      'uses a τ_rc of 20 ms instead of the given one',
      changingNeurons({ tauRcSeconds: 0.02 }),
    ],
    'network-always-rests-for-2-ms': [
      'uses a τ_ref of 2 ms instead of the given one',
      changingNeurons({ tauRefSeconds: 0.002 }),
    ],
    'network-is-blind-after-16-images': [
      'sees a black image instead of the 17th and later ones',
      ({ images }) => ({ images: images.map((image, index) => cleared(image, () => index > 15)) }),
    ],
    'network-pads-or-filters': [
      'has no synapses if a layer is padded',
      ({ architecture, synapseSeconds = 0 }) => ({
        synapseSeconds: architecture.hidden.some(({ padding = 0 }) => padding > 0) ? 0 : synapseSeconds,
      }),
    ],
    'network-filters-three-channels': [
      'has no synapses if a layer has more than three channels',
      ({ architecture, synapseSeconds = 0 }) => ({
        synapseSeconds: architecture.hidden.some(({ channels }) => channels > 3) ? 0 : synapseSeconds,
      }),
    ],
    'network-filters-with-50-steps-at-most': [
      'has synapses of at most 50 steps',
      ({ dtSeconds, synapseSeconds = 0 }) => ({ synapseSeconds: Math.min(synapseSeconds, 50 * dtSeconds) }),
    ],
    'network-filters-with-a-tenth-of-a-step-at-least': [
      'has no synapses if they are shorter than a tenth of a step',
      ({ dtSeconds, synapseSeconds = 0 }) => ({
        synapseSeconds: synapseSeconds > 0 && synapseSeconds < dtSeconds / 10 ? 0 : synapseSeconds,
      }),
    ],
    'network-in-steps-of-5-ms-at-most': [
      'makes steps of at most 5 ms',
      ({ dtSeconds }) => ({ dtSeconds: Math.min(dtSeconds, 0.005) }),
    ],
    'network-shares-amplitude-among-steps': [
      'divides the height of a spike by the number of steps',
      ({ amplitude, steps }) => ({ amplitude: steps > 1 ? amplitude / steps : amplitude }),
    ],
    'network-of-small-amplitudes': [
      'uses an amplitude of at most 0.6',
      ({ amplitude }) => ({ amplitude: Math.min(amplitude, 0.6) }),
    ],
    'network-reads-out-with-10-ms-at-least': [
      'uses a read-out constant of at least 10 ms',
      ({ architecture }) => ({
        architecture: { ...architecture, readoutTauSeconds: Math.max(architecture.readoutTauSeconds, 0.01) },
      }),
    ],
    'network-sorts-probed-layers-by-name': [
      'probes layer10 for layer2, as the alphabet orders their names',
      ({ architecture: { hidden }, probes = [] }) => {
        const names = hidden.map((_, index) => `layer${index + 1}`);
        const sorted = names.toSorted();
        return { probes: probes.map((one) => ({ ...one, layer: sorted[names.indexOf(one.layer)] ?? one.layer })) };
      },
    ],
  }),
  ...changedAnswers('network', {
    'network-counts-spikes-in-a-byte': [
      'counts the spikes of a layer in 8 bits, as others do in 16',
      ({ spikeCounts }) => ({ spikeCounts: spikeCounts.map((layers) => layers.map((count) => count % 256)) }),
    ],
  }),
];
