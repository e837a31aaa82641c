import fc from 'fast-check';
import { exp, expm1 } from '../../src/base/elementary.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { legalNetwork } from '../arbitraries/legal-network.ts';
import type { PredictedRun } from '../neuron/neuron-run.ts';
import { directConvolution, type Sum } from '../oracles/convolution.ts';
import { requireThat } from '../require.ts';
import { gainOf, type LayerRecord, layerShapes, recordLayers } from './observation.ts';
import { areClose, roundingsOfCurrent } from './rounding.ts';

/** A law about the currents of some legal networks. */
function currentsLaw(
  id: string,
  clause: string,
  statement: string,
  isAbout: (input: NetworkInput) => boolean,
  times = 1,
): Law {
  const law: Law = {
    id: `network/${id}`,
    clause,
    statement,
    needs: ['network'],
    looksAt: ['probed'],
    times,
    property: (implementation) =>
      fc.asyncProperty(legalNetwork().filter(isAbout), async (input) =>
        requireCurrents(law, implementation, input, await recordLayers(implementation, input)),
      ),
  };
  return law;
}

export const layerLaws: readonly Law[] = [
  // each spike has the height amplitude/dt; otherwise trained weights would be meaningless
  currentsLaw(
    'currents-are-convolutions',
    'convolution',
    'always feeds a neuron gain · (kernel ∗ input + kernel bias) + neuron bias, with the spikes of the same step',
    ({ synapseSeconds = 0 }) => synapseSeconds === 0,
  ),
  // most networks in use are padded, so that layers keep the size of the image
  currentsLaw(
    'pads-with-zeros',
    'padding',
    'always feeds the neurons of a padded convolution as if zeros surrounded its input on all four sides',
    ({ architecture }) => architecture.hidden.some(({ padding = 0 }) => padding > 0),
    4,
  ),
  // the whole rule: both coefficients, the initial value 0, the lag of one step, and no filter of the image or of biases
  currentsLaw(
    'synapse-filters-weighted-spikes',
    'synapse',
    'always feeds a layer after the first its biases plus y[t] = a·y[t−1] + (1 − a)·x[t−1], x the weighted spikes',
    ({ synapseSeconds = 0, architecture }) => synapseSeconds > 0 && architecture.hidden.length > 1,
    7,
  ),
];

/** Requires the currents of all layers that follow from the image and from the spikes of the layer before. */
export function requireCurrents(
  law: Law,
  implementation: Implementation,
  input: NetworkInput,
  layers: readonly LayerRecord[],
): void {
  for (const [layer, { currents }] of layers.entries()) {
    const expected = expectedCurrents(input, layer, layers[layer - 1]?.spikes ?? []);
    for (const [step, sums] of expected.entries()) {
      const got = currents[step] ?? [];
      requireThat(areClose(sums, got, implementation, roundingsOfCurrent(input, layer, step)), law, () => ({
        where: `currents of layer ${layer + 1}, step ${step}`,
        expected: sums.map(({ sum }) => sum),
        got,
      }));
    }
  }
}

/** The currents of a layer by their definition, given the spikes of the layer before [step][neuron]. */
export function expectedCurrents(input: NetworkInput, layer: number, received: readonly ArrayLike<number>[]): Sum[][] {
  const shapes = [input.architecture.input, ...layerShapes(input.architecture)];
  const shape = shapes[layer] as Shape;
  if (layer > 0) return currentsOfSpikes(input, layer, shape, received);
  const constant = definedCurrents(input, 0, shape, input.images[0] ?? []);
  return Array.from({ length: input.steps }, () => constant);
}

/** Currents of a layer by their definition, given its input: the image or spikes. */
export function definedCurrents(input: NetworkInput, layer: number, shape: Shape, received: ArrayLike<number>): Sum[] {
  const { weights, architecture, amplitude, dtSeconds } = input;
  const { kernel, kernelBias, neuronBias } = weights.layers[layer] as NetworkInput['weights']['layers'][number];
  const convolution = architecture.hidden[layer] as NetworkInput['architecture']['hidden'][number];
  const height = layer === 0 ? 1 : amplitude / dtSeconds;
  const gain = gainOf(input);
  const values = new Float64Array(received).map((value) => height * value); // faster than Array.from
  return directConvolution({ ...convolution, input: shape, values, kernel }).map(({ sum, size, terms }, neuron) => {
    const [offset, bias] = [kernelBias[neuron % convolution.channels] ?? 0, neuronBias[neuron] ?? 0];
    return { sum: gain * (sum + offset) + bias, size: gain * (size + Math.abs(offset)) + Math.abs(bias), terms };
  });
}

/**
 * Currents of a layer after the first by their definition, given the spikes of the previous layer.
 *
 * @param shape - shape of the previous layer
 * @param received - [step][neuron]
 * @returns [step][neuron]
 */
function currentsOfSpikes(
  input: NetworkInput,
  layer: number,
  shape: Shape,
  received: readonly ArrayLike<number>[],
): Sum[][] {
  const { dtSeconds, synapseSeconds = 0 } = input;
  const sums = (spikes: ArrayLike<number>) => definedCurrents(input, layer, shape, spikes);
  if (synapseSeconds === 0) return received.map(sums);
  const [keep, take] = [exp(-dtSeconds / synapseSeconds), -expm1(-dtSeconds / synapseSeconds)];
  const biases = sums(new Uint8Array(received[0]?.length ?? 0));
  let filtered = biases.map(() => ({ sum: 0, size: 0 }));
  return received.map((spikes) => {
    const shown = biases.map(({ sum, size, terms }, neuron) => {
      const before = filtered[neuron] as Omit<Sum, 'terms'>;
      return { sum: sum + before.sum, size: size + before.size, terms };
    });
    const now = sums(spikes);
    filtered = filtered.map((before, neuron) => ({
      sum: keep * before.sum + take * ((now[neuron] as Sum).sum - (biases[neuron] as Sum).sum),
      size: keep * before.size + take * (now[neuron] as Sum).size,
    }));
    return shown;
  });
}

/** The spikes and voltages of a neuron of a layer. */
export function trainIn({ spikes, voltages }: LayerRecord, neuron: number): PredictedRun {
  const train: number[] = [];
  for (const [step, counts] of spikes.entries())
    for (let spike = 1; spike <= (counts[neuron] ?? 0); spike++) train.push(step);
  return {
    train,
    voltages: voltages.map((row) => row[neuron] ?? Number.NaN),
  };
}
