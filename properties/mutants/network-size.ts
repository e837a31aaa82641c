import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { changedRequests } from './changed.ts';
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

type Neuron = NetworkInput['architecture']['neuron'];

const changingNeurons =
  (change: (neuron: Neuron) => Partial<Neuron>) =>
  ({ architecture }: NetworkInput): Partial<NetworkInput> => {
    const { neuron } = architecture;
    return { architecture: { ...architecture, neuron: { ...neuron, ...change(neuron) } } };
  };

const { min, max } = Math;

/** Sets to 0 the values whose index satisfies a condition. */
const cleared = <Values extends LayerWeights['kernel'] | Uint8Array>(
  values: Values,
  isCleared: (n: number) => boolean,
) => values.map((value, index) => (isCleared(index) ? 0 : value)) as Values;

/** Networks that are wrong only beyond some size, or if a probe records them. */
export const networkSizeMutants: readonly Mutant[] = changedRequests('network', {
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
  'network-of-neurons-up-to-200-hz': [
    'uses a max rate of at most 200 Hz, as far as τ_ref allows a higher one',
    changingNeurons(({ maxRateHz, tauRefSeconds }) => ({
      maxRateHz: maxRateHz * tauRefSeconds < 1 ? min(maxRateHz, 200) : maxRateHz,
    })),
  ],
  'network-of-intercepts-within-a-half': [
    'uses an intercept of at most 0.5 in either direction',
    changingNeurons(({ intercept }) => ({ intercept: intercept < 1 ? max(-0.5, min(intercept, 0.5)) : intercept })),
  ],
  'network-rests-for-10-ms-at-most': [
    'uses a τ_ref of at most 10 ms',
    changingNeurons(({ tauRefSeconds }) => ({ tauRefSeconds: min(tauRefSeconds, 0.01) })),
  ],
  'network-has-membranes-of-2-ms-at-least': [
    'uses a τ_rc of at least 2 ms',
    changingNeurons(({ tauRcSeconds: tau }) => ({ tauRcSeconds: tau > 0 ? max(tau, 0.002) : tau })),
  ],
  'network-floors-at-a-half-or-zero': [
    'uses a floor of −0.5 instead of any other one below 0',
    ({ minVoltage }) => ({ minVoltage: Number.isFinite(minVoltage) && minVoltage < 0 ? -0.5 : minVoltage }),
  ],
  'network-in-steps-of-half-a-ms-at-least': [
    'makes steps of at least 0.5 ms',
    ({ dtSeconds }) => ({ dtSeconds: dtSeconds > 0 ? max(dtSeconds, 0.0005) : dtSeconds }),
  ],
  'network-has-bits-for-32-channels': [
    'passes on no spikes of channels after the 32nd',
    changingLayers(({ kernel }, index, { architecture: { hidden } }) => {
      const [before, own] = [hidden[index - 1]?.channels ?? 0, hidden[index]?.channels ?? 1];
      return { kernel: cleared(kernel, (n) => before > 32 && Math.floor(n / own) % before >= 32) };
    }),
  ],
  'network-records-layer-by-layer': [
    'lists the answers of probes in the order of the layers, as it records them',
    ({ probes = [] }) => ({ probes: probes.toSorted((one, other) => one.layer.localeCompare(other.layer)) }),
  ],
  'network-is-blind-after-16-images': [
    'sees a black image instead of the 17th and later ones',
    ({ images }) => ({ images: images.map((image, index) => cleared(image, () => index > 15)) }),
  ],
  'network-is-touched-by-probes': [
    'discharges layers that a probe records',
    ({ initialVoltage, probes = [] }) => ({
      initialVoltage: initialVoltage.map((voltages, index) =>
        cleared(voltages, () => probes.some(({ layer }) => layer === `layer${index + 1}`)),
      ),
    }),
    'nengo-loihi#7',
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
});
