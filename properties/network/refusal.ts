import fc from 'fast-check';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { smallNetwork } from '../arbitraries/legal-network.ts';
import { requireRefusal } from '../require.ts';
import { runNetwork } from './observation.ts';

/** A change that makes a valid input invalid. */
interface Spoil {
  /** Stable: the ids of vectors contain it. */
  readonly id: string;
  /** The resulting mistake, in words. */
  readonly what: string;
  readonly spoil: (input: NetworkInput) => NetworkInput;
}

const spoiled = (id: string, what: string, change: (input: NetworkInput) => Partial<NetworkInput>): Spoil => {
  return { id, what, spoil: (input) => ({ ...input, ...change(input) }) };
};

const withWeights = ({ weights }: NetworkInput, change: (layer: Layer) => Partial<Layer>): Partial<NetworkInput> => {
  const layers = weights.layers.map((layer) => ({ ...layer, ...change(layer) }));
  return { weights: { ...weights, layers } };
};
type Layer = NetworkInput['weights']['layers'][number];

const withArchitecture = ({ architecture }: NetworkInput, change: Partial<Architecture>): Partial<NetworkInput> => ({
  architecture: { ...architecture, ...change },
});
type Architecture = NetworkInput['architecture'];

const withHidden = (input: NetworkInput, change: (layer: Hidden) => Partial<Hidden>) =>
  withArchitecture(input, { hidden: input.architecture.hidden.map((layer) => ({ ...layer, ...change(layer) })) });
type Hidden = Architecture['hidden'][number];

const withVoltage = ({ initialVoltage }: NetworkInput, value: number): Partial<NetworkInput> => ({
  initialVoltage: initialVoltage.map((voltages) => voltages.slice().fill(value, 0, 1)),
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Changes that each make a valid input invalid. */
export const spoils: readonly Spoil[] = [
  spoiled('amplitude-of-0', 'an amplitude of 0', () => ({ amplitude: 0 })),
  spoiled('negative-amplitude', 'a negative amplitude', () => ({ amplitude: -0.01 })),
  spoiled('amplitude-that-is-no-number', 'an amplitude of NaN', () => ({ amplitude: nan })),
  spoiled('floor-above-0', 'a floor above 0', () => ({ minVoltage: 0.5 })),
  spoiled('single-step-of-which-nothing-is-read-out', 'a single step, which has no read-out', () => ({ steps: 1 })),
  spoiled('half-a-step', 'a fractional number of steps', () => ({ steps: 2.5 })),
  spoiled('step-of-no-length', 'a time step of 0', () => ({ dtSeconds: 0 })),
  spoiled('negative-synapse', 'synapses of less than 0 s', () => ({ synapseSeconds: -0.005 })),
  spoiled('synapse-that-is-no-number', 'synapses of NaN s', () => ({ synapseSeconds: nan })),
  spoiled('picture-one-value-too-large', 'an image with one value too many', ({ images }) => ({
    images: images.map((image) => Uint8Array.of(...image, 0)),
  })),
  spoiled('picture-one-value-too-small', 'an image with one value too few', ({ images }) => ({
    images: images.map((image) => image.subarray(1)),
  })),
  spoiled('kernel-with-a-weight-missing', 'a kernel with a missing weight', (input) =>
    withWeights(input, ({ kernel }) => ({ kernel: kernel.subarray(1) })),
  ),
  spoiled('weight-that-is-no-number', 'a weight of NaN', (input) =>
    withWeights(input, ({ kernel }) => ({ kernel: kernel.slice().fill(nan, 0, 1) })),
  ),
  spoiled('neuron-without-a-bias', 'a neuron without a bias', (input) =>
    withWeights(input, ({ neuronBias }) => ({ neuronBias: neuronBias.subarray(1) })),
  ),
  spoiled('infinite-bias', 'an infinite bias', (input) =>
    withWeights(input, ({ neuronBias }) => ({ neuronBias: neuronBias.slice().fill(infinity, 0, 1) })),
  ),
  spoiled('start-above-the-threshold', 'an initial voltage above the threshold', (input) => withVoltage(input, 1.25)),
  spoiled('start-that-is-no-number', 'an initial voltage of NaN', (input) => withVoltage(input, nan)),
  spoiled('no-hidden-layer', 'no hidden layer', (input) => withArchitecture(input, { hidden: [] })),
  spoiled('one-class-only', 'a single class', (input) => withArchitecture(input, { classes: 1 })),
  spoiled('kernel-larger-than-the-picture', 'a kernel larger than the image', (input) =>
    withArchitecture(input, { hidden: [{ kernelSize: 9, stride: 1, channels: 1 }] }),
  ),
  spoiled('stride-of-0', 'a stride of 0', (input) => withHidden(input, () => ({ stride: 0 }))),
  spoiled('negative-padding', 'a negative padding', (input) => withHidden(input, () => ({ padding: -1 }))),
  spoiled(
    'padding-as-large-as-the-kernel',
    'a padding as large as the kernel, which leaves some neurons without input',
    (input) => withHidden(input, ({ kernelSize }) => ({ padding: kernelSize })),
  ),
  spoiled('probe-on-a-layer-that-is-not-there', 'a probe on a missing layer', () => ({
    probes: [{ layer: 'layer0', stage: 'spikes' }],
  })),
  spoiled('maximum-rate-that-refractoriness-forbids', 'a max rate of 1/τ_ref', (input) =>
    withArchitecture(input, {
      neuron: { ...input.architecture.neuron, maxRateHz: 1 / input.architecture.neuron.tauRefSeconds },
    }),
  ),
];

/** A mistake in a file or script must be refused; it must not silently yield a result. */
const refusesWhatIsNoNetwork: Law = {
  id: 'network/refuses-what-is-no-network',
  clause: 'refusal',
  statement: 'always refuses a network, image or operating point with a single mistake',
  needs: ['network'],
  assumes: ['refusals'],
  // every input is made invalid in every way
  mostRuns: 8,
  property: (implementation) =>
    fc.asyncProperty(smallNetwork(), async (input) => {
      for (const { what, spoil } of spoils) {
        await requireRefusal(refusesWhatIsNoNetwork, { what, input: spoil(input) }, (invalid) =>
          runNetwork(implementation, invalid),
        );
      }
    }),
};

export const networkRefusalLaws: readonly Law[] = [refusesWhatIsNoNetwork];
