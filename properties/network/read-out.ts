import fc from 'fast-check';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { networkInput } from '../arbitraries/network.ts';
import { directReadOut, type Sum } from '../oracles/convolution.ts';
import { requireSame, requireThat } from '../require.ts';
import { type LayerSeen, show, watch } from './observation.ts';
import { allowedFor } from './rounding.ts';

/** Roundings that the filter adds to a read-out in a step: two products and a sum, and each constant is rounded. */
export const roundingsOfAFilterStep = 5;

/** y_0 = 0, y_t = a · y_{t−1} + (1 − a) · x_{t−1}: the filter shows what it knew before the step. */
const readoutIsFilteredWithALag: Law = {
  id: 'network/read-out-is-filtered-with-a-lag',
  claim: 'C12',
  statement: 'reads out the spikes of the last layer, low-passed and one step late',
  needs: ['network'],
  assumes: ['spikeHeight', 'amplitude'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), async (input) => {
      const { readout } = await show(implementation, input);
      const expected = definedReadout(input, (await watch(implementation, input)).at(-1)?.spikes ?? []);
      const got = readout[0] ?? [];
      const more = roundingsOfAFilterStep * input.steps;
      const close = expected.every(
        (sum, label) => Math.abs(sum.sum - (got[label] ?? Number.NaN)) <= allowedFor(sum, implementation, more),
      );
      requireThat(close, readoutIsFilteredWithALag, () => ({ expected: expected.map(({ sum }) => sum), got }));
    }),
};

/** The filtered read-out by its definition, for the spikes of the last layer [step][neuron]. */
export function definedReadout(input: NetworkInput, spikes: LayerSeen['spikes']): Sum[] {
  const { weights, amplitude, dtSeconds, architecture } = input;
  const { weight, bias } = weights.readout;
  const keep = Math.exp(-dtSeconds / architecture.readoutTauSeconds);
  let filtered: Sum[] = Array.from(bias, () => ({ sum: 0, size: 0, terms: 0 }));
  for (const fired of spikes.slice(0, -1)) {
    const sent = fired.map((spike) => (spike * amplitude) / dtSeconds);
    filtered = directReadOut(sent, weight, architecture.classes).map(({ sum, size, terms }, label) => {
      const offset = bias[label] ?? 0;
      const before = filtered[label] ?? { sum: 0, size: 0 };
      return {
        sum: keep * before.sum + (1 - keep) * (sum + offset),
        size: keep * before.size + (1 - keep) * (size + Math.abs(offset)),
        terms,
      };
    });
  }
  return filtered;
}

/** What is fired in the last step comes too late to be seen. */
const lastStepNeverCounts: Law = {
  id: 'network/last-step-never-counts',
  claim: 'C12',
  statement: 'reads out exactly nothing if the last layer, without biases, fires in the last step first',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), async (generated) => {
      const input = silentInTheFirstStep(generated);
      const spikes = (await watch(implementation, { ...input, steps: 40 })).at(-1)?.spikes ?? [];
      const first = spikes.findIndex((fired) => fired.includes(1));
      const steps = first === -1 ? 40 : first + 1;
      const [got = []] = (await show(implementation, { ...input, steps })).readout;
      requireThat(
        got.every((value) => value === 0),
        lastStepNeverCounts,
        () => ({ expected: got.map(() => 0), got }),
      );
    }),
};

/** Generated currents are below 20 as long as nothing fires, so no neuron gets from 0 to 1 in one step. */
function silentInTheFirstStep(input: NetworkInput): NetworkInput {
  const { layers, readout } = input.weights;
  return {
    ...input,
    initialVoltage: input.initialVoltage.map((voltages) => new Float32Array(voltages.length)),
    weights: { layers, readout: { weight: readout.weight, bias: new Float32Array(readout.bias.length) } },
  };
}

/** Two classes with the same weights have the same read-out, to the bit; a third cannot be in between. */
const lowestIndexAtATie: Law = {
  id: 'network/lowest-index-at-a-tie',
  claim: 'class',
  statement: 'answers with the class of the largest read-out, the lowest index at a tie',
  needs: ['network'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ images: 2 }), fc.boolean(), async (generated, tied) => {
      const input = tied ? withEqualClasses(generated) : generated;
      const { predicted, readout } = await show(implementation, input);
      const expected = readout.map((classes) => classes.indexOf(Math.max(...classes)));
      requireSame(lowestIndexAtATie, expected, predicted);
    }),
};

function withEqualClasses(input: NetworkInput): NetworkInput {
  const { layers, readout } = input.weights;
  const { classes } = input.architecture;
  const weight = Float32Array.from(readout.weight, (_, index) => readout.weight[index - (index % classes)] ?? 0);
  return { ...input, weights: { layers, readout: { weight, bias: new Float32Array(classes).fill(0.25) } } };
}

/** What the read-out is and which class it gives, in reading order. */
export const readOutLaws: readonly Law[] = [readoutIsFilteredWithALag, lastStepNeverCounts, lowestIndexAtATie];
