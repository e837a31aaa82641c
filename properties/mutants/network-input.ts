import type { FloatArray } from '../../src/base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { planLayers, sizeOf } from '../../src/simulator/network/architecture.ts';
import type { Mutant } from './mutant.ts';

const right = reference('float64').network as (input: NetworkInput) => NetworkOutput;

/** Runs another input than it was given. */
function mending(name: string, difference: string, mend: (input: NetworkInput) => NetworkInput): Mutant {
  return { name, difference, precision: 'float64', network: (input) => right(mend(input)) };
}

type Layers = NetworkInput['weights']['layers'];

const withLayers = (input: NetworkInput, change: (layer: Layers[number], index: number) => Layers[number]) => ({
  ...input,
  weights: { ...input.weights, layers: input.weights.layers.map(change) },
});

const resized = (values: FloatArray, length: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => values[index] ?? 0);

function withFittingArrays(input: NetworkInput): NetworkInput {
  const plans = planLayers(input.architecture);
  const size = sizeOf(input.architecture.input);
  const fitting = withLayers(input, ({ kernel, kernelBias, neuronBias }, index) => ({
    kernel: resized(kernel, plans[index]?.weights ?? 0),
    kernelBias,
    neuronBias: resized(neuronBias, plans[index]?.neurons ?? 0),
  }));
  const images = input.images.map((image) => Uint8Array.from({ length: size }, (_, index) => image[index] ?? 0));
  return { ...fitting, images };
}

const finite = (values: FloatArray): FloatArray => values.map((value) => (Number.isFinite(value) ? value : 0));

const withFiniteNumbers = (input: NetworkInput): NetworkInput => ({
  ...withLayers(input, ({ kernel, kernelBias, neuronBias }) => ({
    kernel: finite(kernel),
    kernelBias: finite(kernelBias),
    neuronBias: finite(neuronBias),
  })),
  initialVoltage: input.initialVoltage.map(finite),
});

const withPossiblePoint = (input: NetworkInput): NetworkInput => ({
  ...input,
  amplitude: Math.abs(input.amplitude) || 1,
  minVoltage: input.minVoltage === null ? null : Math.min(input.minVoltage, 0),
  steps: Math.max(Math.ceil(input.steps), 2),
  dtSeconds: input.dtSeconds > 0 ? input.dtSeconds : 0.001,
});

/** Answers with the first class where the reference refuses an architecture. */
function answersAnyArchitecture(input: NetworkInput): NetworkOutput {
  try {
    return right(input);
  } catch (error) {
    if (isPossible(input)) throw error;
    const { images, architecture } = input;
    return {
      predicted: images.map(() => 0),
      readout: images.map(() => Array.from({ length: architecture.classes }, () => 0)),
      spikeCounts: images.map(() => architecture.hidden.map(() => 0)),
    };
  }
}

function isPossible({ architecture }: NetworkInput): boolean {
  const { maxRateHz, tauRefSeconds } = architecture.neuron;
  try {
    return planLayers(architecture).length > 0 && maxRateHz * tauRefSeconds < 1;
  } catch {
    return false;
  }
}

/** As if the weights of a loop over amplitudes were multiplied where they are kept. */
function weightsMultipliedInPlace(): Mutant {
  const runs = new Map<string, number>();
  return {
    ...mending(
      'network-multiplies-weights-in-place',
      'multiplies the weights of its read-out where they are kept, once more with each run of the same network',
      (input) => {
        const key = `${input.weights.readout.weight} ${input.weights.layers[0]?.kernel}`;
        const times = runs.get(key) ?? 0;
        runs.set(key, times + 1);
        const { layers, readout } = input.weights;
        const weight = readout.weight.map((value) => value * 1.5 ** times);
        return { ...input, weights: { layers, readout: { ...readout, weight } } };
      },
    ),
  };
}

/** Wrong in what they accept, or in what they do to their input. */
export const networkInputMutants: readonly Mutant[] = [
  mending('network-mends-arrays', 'cuts or fills pictures and weights to the length that it needs', withFittingArrays),
  mending(
    'network-takes-zero-for-no-number',
    'takes weights and voltages that are no numbers for 0',
    withFiniteNumbers,
  ),
  mending(
    'network-mends-operating-point',
    'takes the nearest amplitude, floor, step and number of steps that are possible',
    withPossiblePoint,
  ),
  mending('network-passes-over-unknown-probes', 'passes over probes on layers that are not there', (input) => {
    const names = input.architecture.hidden.map((_, index) => `layer${index + 1}`);
    const { probes, ...rest } = input;
    return probes === undefined ? rest : { ...rest, probes: probes.filter(({ layer }) => names.includes(layer)) };
  }),
  {
    name: 'network-answers-any-architecture',
    difference: 'answers with the first class if its architecture makes no network',
    precision: 'float64',
    network: answersAnyArchitecture,
  },
  weightsMultipliedInPlace(),
];
