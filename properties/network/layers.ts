import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { smallArchitecture, smallNetwork } from '../arbitraries/network.ts';
import { type PredictedRun, requirePredicted } from '../neuron/neuron-run.ts';
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

/** The spikes and voltages of a neuron of a layer. */
export function trainIn({ spikes, voltages }: LayerRecord, neuron: number): PredictedRun {
  const steps = [...spikes.keys()];
  return {
    train: steps.flatMap((step) => Array.from({ length: spikes[step]?.[neuron] ?? 0 }, () => step)),
    voltages: voltages.map((row) => row[neuron] ?? Number.NaN),
  };
}

export const layerLaws: readonly Law[] = [currentsAreConvolutions, padsWithZeros, layersAreLifNeurons];
