import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { smallArchitecture, smallNetwork } from '../arbitraries/network.ts';
import { type PredictedRun, requirePredicted, thresholdRounding } from '../neuron/neuron-run.ts';
import { directConvolution, type Sum } from '../oracles/convolution.ts';
import { predictByRule } from '../oracles/declared-rule.ts';
import { requireThat } from '../require.ts';
import { gainOf, type LayerRecord, layerShapes, recordLayers } from './observation.ts';
import { areClose } from './rounding.ts';

/**
 * A layer receives the spikes of the same step, each of height amplitude/dt. Otherwise trained weights would be
 * meaningless.
 */
const currentsAreConvolutions: Law = {
  id: 'network/currents-are-convolutions',
  clause: 'convolution',
  statement:
    'always feeds a neuron gain · (kernel ∗ input + kernel bias) + neuron bias, with the spikes of the same step',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork(), (input) => requireDefinedCurrents(currentsAreConvolutions, implementation, input)),
};

/** Most networks in use are padded, so that layers keep the size of the image. */
const padsWithZeros: Law = {
  id: 'network/pads-with-zeros',
  clause: 'padding',
  statement: 'always feeds the neurons of a padded convolution as if zeros surrounded its input on all four sides',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ architecture: smallArchitecture([1, 3], 2) }), (input) =>
      requireDefinedCurrents(padsWithZeros, implementation, input),
    ),
};

/** Requires the currents of all layers that follow from the image and from the spikes of the layer before. */
async function requireDefinedCurrents(law: Law, implementation: Implementation, input: NetworkInput): Promise<void> {
  const layers = await recordLayers(implementation, input);
  const shapes = [input.architecture.input, ...layerShapes(input.architecture)];
  for (const [layer, { currents }] of layers.entries()) {
    for (const [step, got] of currents.entries()) {
      const received = layer === 0 ? (input.images[0] ?? []) : (layers[layer - 1]?.spikes[step] ?? []);
      const expected = definedCurrents(input, layer, shapes[layer] as Shape, received);
      const close = areClose(expected, got, implementation);
      requireThat(close, law, () => ({
        where: `layer ${layer + 1}, step ${step}`,
        expected: expected.map(({ sum }) => sum),
        got,
      }));
    }
  }
}

/** Currents of a layer by their definition, given its input: the image or spikes. */
export function definedCurrents(input: NetworkInput, layer: number, shape: Shape, received: ArrayLike<number>): Sum[] {
  const { weights, architecture, amplitude, dtSeconds } = input;
  const { kernel, kernelBias, neuronBias } = weights.layers[layer] as NetworkInput['weights']['layers'][number];
  const convolution = architecture.hidden[layer] as NetworkInput['architecture']['hidden'][number];
  const height = layer === 0 ? 1 : amplitude / dtSeconds;
  const gain = gainOf(input);
  const values = Array.from(received, (value) => height * value);
  return directConvolution({ ...convolution, input: shape, values, kernel }).map(({ sum, size, terms }, neuron) => {
    const [offset, bias] = [kernelBias[neuron % convolution.channels] ?? 0, neuronBias[neuron] ?? 0];
    return { sum: gain * (sum + offset) + bias, size: gain * (size + Math.abs(offset)) + Math.abs(bias), terms };
  });
}

/**
 * A layer behaves like single neurons that receive its currents. Its code may differ from that of single neurons, so
 * only what rounding cannot change is compared.
 */
const layersAreLifNeurons: Law = {
  id: 'network/layers-are-lif-neurons',
  clause: 'layers',
  statement:
    'always has layers that act like LIF neurons with the same currents and initial voltages, except where rounding could decide',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(smallNetwork(), async (input) => {
      for (const [layer, record] of (await recordLayers(implementation, input)).entries()) {
        const initialVoltage = Array.from(input.initialVoltage[layer] ?? []);
        const { tauRcSeconds, tauRefSeconds } = input.architecture.neuron;
        const { dtSeconds, minVoltage } = input;
        const parameters = { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude: 1, minVoltage };
        const neurons = { ...parameters, initialVoltage, current: record.currents };
        for (const neuron of initialVoltage.keys())
          requirePredicted(layersAreLifNeurons, trainIn(record, neuron), {
            ...predictByRule(conventions, neurons, neuron, implementation.precision),
            note: `layer ${layer + 1}, neuron ${neuron}`,
          });
      }
    }),
};

function trainIn({ spikes, voltages }: LayerRecord, neuron: number): PredictedRun {
  const steps = [...spikes.keys()];
  return {
    train: steps.flatMap((step) => Array.from({ length: spikes[step]?.[neuron] ?? 0 }, () => step)),
    voltages: voltages.map((row) => row[neuron] ?? Number.NaN),
  };
}

/** The requested floor is used, not a default. */
const voltagesStayAboveTheFloor: Law = {
  id: 'network/voltages-stay-above-the-floor',
  clause: 'floor',
  statement: 'never has a voltage below the floor',
  needs: ['network'],
  assumes: ['floor'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork(), fc.constantFrom(0, -0.125, -1), async (input, minVoltage) => {
      for (const { voltages } of await recordLayers(implementation, { ...input, amplitude: 0.5, minVoltage })) {
        const lowest = Math.min(...voltages.flat());
        requireThat(lowest >= minVoltage - thresholdRounding(implementation), voltagesStayAboveTheFloor, () => ({
          expected: minVoltage,
          got: lowest,
        }));
      }
    }),
};

/**
 * A convolution is the same at every position: if the image moves by the stride, the currents move by one position.
 * Libraries that compute several positions together may round each position differently.
 */
const movesWithTheImage: Law = {
  id: 'network/moves-with-the-picture',
  clause: 'convolution',
  statement:
    'always moves the currents of the first layer by one position if the image moves by the stride, except for rounding',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ layers: [1, 1] }), async (generated) => {
      const input = withEvenBiases(generated);
      const stride = input.architecture.hidden[0]?.stride ?? 1;
      const images = input.images.map((image) => movedRight(image, input.architecture.input, stride));
      const [still] = await recordLayers(implementation, input);
      const [moved] = await recordLayers(implementation, { ...input, images });
      const [{ rows, columns, channels }] = layerShapes(input.architecture) as [Shape];
      const inside = <Value>(all: readonly Value[], from: number, to: number) =>
        Array.from({ length: rows }, (_, row) =>
          all.slice((row * columns + from) * channels, (row * columns + to) * channels),
        ).flat();
      const before = still?.currents[0] ?? [];
      const sums = definedCurrents(input, 0, input.architecture.input, input.images[0] ?? []);
      // both are rounded, so they may be twice as far apart as one from its definition
      const bounds = sums.map(({ size, terms }, neuron) => ({
        sum: before[neuron] ?? Number.NaN,
        size: 2 * size,
        terms,
      }));
      const expected = inside(bounds, 0, columns - 1);
      const got = inside(moved?.currents[0] ?? [], 1, columns);
      requireThat(areClose(expected, got, implementation), movesWithTheImage, () => ({
        expected: expected.map(({ sum }) => sum),
        got,
      }));
    }),
};

function withEvenBiases(input: NetworkInput): NetworkInput {
  const layers = input.weights.layers.map((layer) => ({ ...layer, neuronBias: layer.neuronBias.map(() => 1) }));
  return { ...input, weights: { ...input.weights, layers } };
}

function movedRight(image: Uint8Array, { columns, channels }: Shape, by: number): Uint8Array {
  const width = columns * channels;
  return image.map((_, index) => (index % width < by * channels ? 0 : (image[index - by * channels] as number)));
}

export const layerLaws: readonly Law[] = [
  currentsAreConvolutions,
  padsWithZeros,
  layersAreLifNeurons,
  voltagesStayAboveTheFloor,
  movesWithTheImage,
];
