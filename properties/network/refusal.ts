import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { smallNetwork } from '../arbitraries/legal-network.ts';
import { refusalLaw, type Spoils } from '../refusal.ts';

const withWeights = ({ weights }: NetworkInput, change: (layer: Layer) => Partial<Layer>): Partial<NetworkInput> => {
  const layers = weights.layers.map((layer) => ({ ...layer, ...change(layer) }));
  return { weights: { ...weights, layers } };
};
type Layer = NetworkInput['weights']['layers'][number];

const withArchitecture = ({ architecture }: NetworkInput, change: Partial<Architecture>): Partial<NetworkInput> => ({
  architecture: { ...architecture, ...change },
});
type Architecture = NetworkInput['architecture'];

const withNeuron = (input: NetworkInput, change: Partial<Architecture['neuron']>) =>
  withArchitecture(input, { neuron: { ...input.architecture.neuron, ...change } });

const withHidden = (input: NetworkInput, change: (layer: Hidden) => Partial<Hidden>) =>
  withArchitecture(input, { hidden: input.architecture.hidden.map((layer) => ({ ...layer, ...change(layer) })) });
type Hidden = Architecture['hidden'][number];

const withVoltage = ({ initialVoltage }: NetworkInput, value: number): Partial<NetworkInput> => ({
  initialVoltage: initialVoltage.map((voltages) => voltages.slice().fill(value, 0, 1)),
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const spoils: Spoils<NetworkInput> = {
  'an amplitude of 0': () => ({ amplitude: 0 }),
  'a negative amplitude': () => ({ amplitude: -0.01 }),
  'an amplitude of NaN': () => ({ amplitude: nan }),
  'a floor above 0': () => ({ minVoltage: 0.5 }),
  'a single step, which has no read-out': () => ({ steps: 1 }),
  'a fractional number of steps': () => ({ steps: 2.5 }),
  'a time step of 0': () => ({ dtSeconds: 0 }),
  'synapses of less than 0 s': () => ({ synapseSeconds: -0.005 }),
  'synapses of NaN s': () => ({ synapseSeconds: nan }),
  'an image with one value too many': ({ images }) => ({ images: images.map((image) => Uint8Array.of(...image, 0)) }),
  'an image with one value too few': ({ images }) => ({ images: images.map((image) => image.subarray(1)) }),
  'a kernel with a missing weight': (input) => withWeights(input, ({ kernel }) => ({ kernel: kernel.subarray(1) })),
  'a weight of NaN': (input) => withWeights(input, ({ kernel }) => ({ kernel: kernel.slice().fill(nan, 0, 1) })),
  'a neuron without a bias': (input) =>
    withWeights(input, ({ neuronBias }) => ({ neuronBias: neuronBias.subarray(1) })),
  'an infinite bias': (input) =>
    withWeights(input, ({ neuronBias }) => ({ neuronBias: neuronBias.slice().fill(infinity, 0, 1) })),
  'an initial voltage above the threshold': (input) => withVoltage(input, 1.25),
  'an initial voltage of NaN': (input) => withVoltage(input, nan),
  'no hidden layer': (input) => withArchitecture(input, { hidden: [] }),
  'a single class': (input) => withArchitecture(input, { classes: 1 }),
  'a kernel larger than the image': (input) =>
    withArchitecture(input, { hidden: [{ kernelSize: 9, stride: 1, channels: 1 }] }),
  'a stride of 0': (input) => withHidden(input, () => ({ stride: 0 })),
  'a negative padding': (input) => withHidden(input, () => ({ padding: -1 })),
  'a padding as large as the kernel, which leaves some neurons without input': (input) =>
    withHidden(input, ({ kernelSize }) => ({ padding: kernelSize })),
  'a probe on a missing layer': () => ({ probes: [{ layer: 'layer0', stage: 'spikes' }] }),
  'a fractional stride': (input) => withHidden(input, () => ({ stride: 1.5 })),
  'half a class': (input) => withArchitecture(input, { classes: 2.5 }),
  'an infinite time step': () => ({ dtSeconds: infinity }),
  'a step of more than 30 τ_rc': ({ architecture }) => ({ dtSeconds: 31 * architecture.neuron.tauRcSeconds }),
  'a τ_rc of 0': (input) => withNeuron(input, { tauRcSeconds: 0 }),
  'a τ_ref below 0': (input) => withNeuron(input, { tauRefSeconds: -0.002 }),
  'an intercept of 1': (input) => withNeuron(input, { intercept: 1 }),
  'a max rate of 0': (input) => withNeuron(input, { maxRateHz: 0 }),
  'a read-out of 0 s': (input) => withArchitecture(input, { readoutTauSeconds: 0 }),
  'a read-out with a missing weight': ({ weights }) => ({
    weights: { ...weights, readout: { ...weights.readout, weight: weights.readout.weight.subarray(1) } },
  }),
  'a bias of NaN of the read-out': ({ weights }) => ({
    weights: { ...weights, readout: { ...weights.readout, bias: weights.readout.bias.slice().fill(nan, 0, 1) } },
  }),
  'a max rate of 1/τ_ref': (input) => withNeuron(input, { maxRateHz: 1 / input.architecture.neuron.tauRefSeconds }),
};

/** A mistake in a file or script must be refused; it must not silently yield a result. */
export const refusesWhatIsNoNetwork: Law = refusalLaw(
  'network',
  {
    id: 'network/refuses-what-is-no-network',
    statement: 'always refuses a network, image or operating point with a single mistake',
    mostRuns: 2,
  },
  () => smallNetwork(),
  spoils,
);
