import type { FloatArray } from '../../src/base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { planLayers, sizeOf } from '../../src/simulator/network/architecture.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const correct = reference('float64').network as (input: NetworkInput) => NetworkOutput;

/** Runs the reference on a repaired input. */
function mending(name: string, difference: string, mend: (input: NetworkInput) => NetworkInput): Mutant {
  return { ...describeMutant(name, difference), network: (input) => correct(mend(input)) };
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
  synapseSeconds: Math.max(input.synapseSeconds || 0, 0),
});

/** Answers with the first class if the reference refuses an architecture. */
function answersAnyArchitecture(input: NetworkInput): NetworkOutput {
  try {
    return correct(input);
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

/** Behaves like a loop over amplitudes that multiplies the stored weights. */
function weightsMultipliedInPlace(): Mutant {
  const factors = new Map<string, number>();
  return {
    ...mending(
      'network-multiplies-weights-in-place',
      'multiplies the stored weights of its read-out once more in each run of the same network',
      (input) => {
        const key = `${input.weights.readout.weight} ${input.weights.layers[0]?.kernel}`;
        const factor = factors.get(key) ?? 1;
        factors.set(key, factor * 1.5);
        const { layers, readout } = input.weights;
        const weight = readout.weight.map((value) => value * factor);
        return { ...input, weights: { layers, readout: { ...readout, weight } } };
      },
    ),
  };
}

/** Mutants that accept an invalid input, or change their input. */
export const networkInputMutants: readonly Mutant[] = [
  mending('network-mends-arrays', 'cuts or pads images and weights to the expected length', withFittingArrays),
  mending(
    'network-takes-zero-for-no-number',
    'replaces weights and voltages that are not numbers by 0',
    withFiniteNumbers,
  ),
  mending(
    'network-mends-operating-point',
    'uses the nearest valid amplitude, floor, time step, number of steps and synapses',
    withPossiblePoint,
  ),
  mending('network-passes-over-unknown-probes', 'ignores probes on missing layers', (input) => {
    const names = input.architecture.hidden.map((_, index) => `layer${index + 1}`);
    const { probes, ...rest } = input;
    return probes === undefined ? rest : { ...rest, probes: probes.filter(({ layer }) => names.includes(layer)) };
  }),
  {
    name: 'network-answers-any-architecture',
    difference: 'answers with the first class if its architecture is invalid',
    precision: 'float64',
    refuses: true,
    network: answersAnyArchitecture,
  },
  weightsMultipliedInPlace(),
];
