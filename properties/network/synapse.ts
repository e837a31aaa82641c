import fc from 'fast-check';
import { exp, expm1 } from '../../src/base/elementary.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { smallNetwork, synapseTimes } from '../arbitraries/network.ts';
import type { Sum } from '../oracles/convolution.ts';
import { requireSame, requireThat } from '../require.ts';
import { definedCurrents } from './layers.ts';
import { layerShapes, probesOf, recordLayers, runNetwork } from './observation.ts';
import { definedReadout, roundingsOfReadout } from './read-out.ts';
import { allowedFor, areClose, roundingsOfFilter } from './rounding.ts';

/** Otherwise results computed before synapses were supported would change. */
const synapseOfZeroIsNone: Law = {
  id: 'network/synapse-of-zero-is-none',
  clause: 'synapse',
  statement: 'always gives the same output with synapses of 0 s as without synapses',
  needs: ['network'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ layers: [2, 3] }), async (generated) => {
      const input = { ...generated, probes: probesOf(generated) };
      const expected = await runNetwork(implementation, input);
      const got = await runNetwork(implementation, { ...input, synapseSeconds: 0 });
      requireSame(synapseOfZeroIsNone, expected, got);
    }),
};

/** The whole rule: both coefficients, the initial value 0, the lag of one step, and the biases outside the filter. */
const synapseFiltersWeightedSpikes: Law = {
  id: 'network/synapse-filters-weighted-spikes',
  clause: 'synapse',
  leastRuns: 31,
  statement:
    'always feeds a layer after the first its biases plus y[t] = a·y[t−1] + (1 − a)·x[t−1], x the weighted spikes',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkWithSynapses(), async (input) => {
      const layers = await recordLayers(implementation, input);
      const shapes = layerShapes(input.architecture);
      for (const [layer, { currents }] of layers.entries()) {
        if (layer === 0) continue;
        const expected = currentsOfSpikes(input, layer, shapes[layer - 1] as Shape, layers[layer - 1]?.spikes ?? []);
        for (const [step, sums] of expected.entries()) {
          const got = currents[step] ?? [];
          const more = roundingsOfSynapse(input, step);
          const close = areClose(sums, got, implementation, more);
          requireThat(close, synapseFiltersWeightedSpikes, () => ({
            where: `layer ${layer + 1}, step ${step}`,
            expected: sums.map(({ sum }) => sum),
            got,
          }));
        }
      }
    }),
};

/** Roundings that a synapse adds in a number of steps; none without a synapse. */
export function roundingsOfSynapse({ dtSeconds, synapseSeconds = 0 }: NetworkInput, steps: number): number {
  return synapseSeconds === 0 ? 0 : roundingsOfFilter({ dtSeconds, tauSeconds: synapseSeconds }, steps);
}

/**
 * Currents of a layer after the first by their definition, given the spikes of the previous layer.
 *
 * @param shape - shape of the previous layer
 * @param received - [step][neuron]
 * @returns [step][neuron]
 */
export function currentsOfSpikes(
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

/**
 * From the rule, Σ x[t] − Σ y[t] = y[T]/(1 − a) over T steps: a synapse delays the charge of a spike and loses none. The
 * mean current is therefore the one without synapses, up to what is still in the synapse.
 */
const synapseLosesNoCharge: Law = {
  id: 'network/synapse-loses-no-charge',
  clause: 'synapse',
  statement: 'always passes on all charge of the spikes: what has not arrived after T steps is y[T]/(1 − a)',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkWithSynapses([2, 2]), async (input) => {
      const [first, second] = await recordLayers(implementation, input);
      const [shape] = layerShapes(input.architecture) as [Shape];
      const take = -expm1(-input.dtSeconds / (input.synapseSeconds ?? 0));
      const spikes = first?.spikes ?? [];
      const biases = definedCurrents(input, 1, shape, new Uint8Array(spikes[0]?.length ?? 0));
      const sent = spikes.slice(0, -1).map((fired) => definedCurrents(input, 1, shape, fired));
      const got = biases.map(({ sum: bias }, neuron) => {
        const arrived = (second?.currents ?? []).map((currents) => (currents[neuron] ?? Number.NaN) - bias);
        return addUp(arrived.slice(0, -1)) + (arrived.at(-1) ?? 0) / take;
      });
      const expected = biases.map(({ sum: bias }, neuron) =>
        addUp(sent.map((sums) => (sums[neuron] as Sum).sum - bias)),
      );
      const close = expected.every((sum, neuron) => {
        const terms = (biases[neuron] as Sum).terms;
        const size = addUp(sent.map((sums) => (sums[neuron] as Sum).size)) + input.steps * (biases[neuron] as Sum).size;
        const more = roundingsOfSynapse(input, input.steps);
        return Math.abs(sum - (got[neuron] as number)) <= allowedFor({ size, terms, sum }, implementation, more) / take;
      });
      requireThat(close, synapseLosesNoCharge, () => ({ expected, got }));
    }),
};

const addUp = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Nengo's tutorial has a filter of its own on the read-out, and none on the image. */
const synapseIsBetweenNeurons: Law = {
  id: 'network/synapse-is-between-neurons',
  clause: 'synapse',
  statement: 'never has a synapse between the image and the first layer, or between the last layer and the read-out',
  needs: ['network'],
  assumes: ['spikeHeight', 'amplitude'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkWithSynapses([1, 3]), async (input) => {
      const layers = await recordLayers(implementation, input);
      const [image = []] = input.images;
      const unfiltered = definedCurrents(input, 0, input.architecture.input, image);
      for (const [step, currents] of (layers[0]?.currents ?? []).entries())
        requireThat(areClose(unfiltered, currents, implementation), synapseIsBetweenNeurons, () => ({
          where: `layer 1, step ${step}`,
          expected: unfiltered.map(({ sum }) => sum),
          got: currents,
        }));
      const { readout } = await runNetwork(implementation, input);
      const expected = definedReadout(input, layers.at(-1)?.spikes ?? []);
      const got = readout[0] ?? [];
      const close = areClose(expected, got, implementation, roundingsOfReadout(input));
      requireThat(close, synapseIsBetweenNeurons, () => ({ expected: expected.map(({ sum }) => sum), got }));
    }),
};

/** Otherwise an image would receive spikes from the previous image. */
const synapseStartsEmpty: Law = {
  id: 'network/synapse-starts-empty',
  clause: 'synapse',
  statement: 'always starts an image with empty synapses, whatever was shown before',
  needs: ['network'],
  property: (implementation) =>
    fc.asyncProperty(networkWithSynapses([2, 3], 2), async (input) => {
      const [before, image] = input.images as [Uint8Array, Uint8Array];
      const after = await runNetwork(implementation, { ...input, images: [before, image] });
      const alone = await runNetwork(implementation, { ...input, images: [image] });
      const expected = { readout: alone.readout[0], spikeCounts: alone.spikeCounts[0] };
      requireSame(synapseStartsEmpty, expected, { readout: after.readout[1], spikeCounts: after.spikeCounts[1] });
    }),
};

function networkWithSynapses(layers: readonly [number, number] = [2, 3], images = 1): fc.Arbitrary<NetworkInput> {
  return fc.tuple(smallNetwork({ layers, images }), synapseTimes()).map(([input, times]) => ({ ...input, ...times }));
}

export const networkSynapseLaws: readonly Law[] = [
  synapseOfZeroIsNone,
  synapseFiltersWeightedSpikes,
  synapseLosesNoCharge,
  synapseIsBetweenNeurons,
  synapseStartsEmpty,
];
