import fc from 'fast-check';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { networkInput } from '../arbitraries/network.ts';
import { requireRefusal } from '../require.ts';
import { show } from './observation.ts';

type Spoil = (input: NetworkInput) => NetworkInput;

const withWeights = (input: NetworkInput, change: (layer: Layer) => Partial<Layer>): NetworkInput => {
  const layers = input.weights.layers.map((layer) => ({ ...layer, ...change(layer) }));
  return { ...input, weights: { ...input.weights, layers } };
};
type Layer = NetworkInput['weights']['layers'][number];

const withArchitecture = (input: NetworkInput, change: Partial<NetworkInput['architecture']>): NetworkInput => ({
  ...input,
  architecture: { ...input.architecture, ...change },
});

const withVoltage = (input: NetworkInput, value: number): NetworkInput => ({
  ...input,
  initialVoltage: input.initialVoltage.map((voltages) => voltages.slice().fill(value, 0, 1)),
});

/** Each makes a valid input invalid in one place. */
export const spoils: Readonly<Record<string, Spoil>> = {
  'an amplitude of 0': (input) => ({ ...input, amplitude: 0 }),
  'a negative amplitude': (input) => ({ ...input, amplitude: -0.01 }),
  'an amplitude that is no number': (input) => ({ ...input, amplitude: Number.NaN }),
  'a floor above 0': (input) => ({ ...input, minVoltage: 0.5 }),
  'a single step, of which nothing is read out': (input) => ({ ...input, steps: 1 }),
  'half a step': (input) => ({ ...input, steps: 2.5 }),
  'a step of no length': (input) => ({ ...input, dtSeconds: 0 }),
  'a picture one value too large': (input) => ({
    ...input,
    images: input.images.map((image) => Uint8Array.of(...image, 0)),
  }),
  'a picture one value too small': (input) => ({ ...input, images: input.images.map((image) => image.subarray(1)) }),
  'a kernel with a weight missing': (input) => withWeights(input, ({ kernel }) => ({ kernel: kernel.subarray(1) })),
  'a weight that is no number': (input) =>
    withWeights(input, ({ kernel }) => ({ kernel: kernel.slice().fill(Number.NaN, 0, 1) })),
  'a neuron without a bias': (input) =>
    withWeights(input, ({ neuronBias }) => ({ neuronBias: neuronBias.subarray(1) })),
  'an infinite bias': (input) =>
    withWeights(input, ({ neuronBias }) => ({ neuronBias: neuronBias.slice().fill(Number.POSITIVE_INFINITY, 0, 1) })),
  'a start above the threshold': (input) => withVoltage(input, 1.25),
  'a start that is no number': (input) => withVoltage(input, Number.NaN),
  'no hidden layer': (input) => withArchitecture(input, { hidden: [] }),
  'one class only': (input) => withArchitecture(input, { classes: 1 }),
  'a kernel larger than the picture': (input) =>
    withArchitecture(input, { hidden: [{ kernelSize: 9, stride: 1, channels: 1 }] }),
  'a stride of 0': (input) =>
    withArchitecture(input, { hidden: input.architecture.hidden.map((layer) => ({ ...layer, stride: 0 })) }),
  'a probe on a layer that is not there': (input) => ({ ...input, probes: [{ layer: 'layer0', stage: 'spikes' }] }),
  'a maximum rate that refractoriness forbids': (input) =>
    withArchitecture(input, { neuron: { ...input.architecture.neuron, maxRateHz: 500 } }),
};

/** Nothing is mended in silence. */
const refusesWhatIsNoNetwork: Law = {
  id: 'network/refuses-what-is-no-network',
  claim: 'refusal',
  statement: 'refuses a network, a picture or an operating point that is wrong in one place',
  needs: ['network'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), async (input) => {
      for (const [what, spoil] of Object.entries(spoils)) {
        await requireRefusal(refusesWhatIsNoNetwork, { what, input: spoil(input) }, (spoiled) =>
          show(implementation, spoiled),
        );
      }
    }),
};

/** What makes no network. */
export const refusalLaws: readonly Law[] = [refusesWhatIsNoNetwork];
