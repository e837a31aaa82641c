import fc from 'fast-check';
import { exp } from '../../src/base/elementary.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNetwork, smallNetwork, tied } from '../arbitraries/legal-network.ts';
import { directReadOut, type Sum } from '../oracles/convolution.ts';
import { requireSame, requireThat } from '../require.ts';
import { type LayerRecord, recordLayers, runNetwork } from './observation.ts';
import { areClose, roundingsOfReadout } from './rounding.ts';

/** y_0 = 0, y_t = a · y_{t−1} + (1 − a) · x_{t−1}. A read-out without the lag gives other classes in short runs. */
const readoutIsFilteredWithALag: Law = {
  id: 'network/read-out-is-filtered-with-a-lag',
  clause: 'read-out',
  statement: 'always reads out the spikes of the last layer, low-pass filtered and one step late, without a synapse',
  needs: ['network'],
  assumes: ['spikeHeight', 'amplitude'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(legalNetwork(), async (input) => {
      const layers = await recordLayers(implementation, input);
      const { readout } = await runNetwork(implementation, input);
      const expected = definedReadout(input, layers.at(-1)?.spikes ?? []);
      const got = readout[0] ?? [];
      const close = areClose(expected, got, implementation, roundingsOfReadout(input));
      requireThat(close, readoutIsFilteredWithALag, () => ({ expected: expected.map(({ sum }) => sum), got }));
    }),
};

/** The filtered read-out by its definition, given the spikes of the last layer [step][neuron]. */
export function definedReadout(input: NetworkInput, spikes: LayerRecord['spikes']): Sum[] {
  const { weights, amplitude, dtSeconds, architecture } = input;
  const { weight, bias } = weights.readout;
  const keep = exp(-dtSeconds / architecture.readoutTauSeconds);
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

/** Accuracies differ between simulators that break ties differently. Classes with equal weights tie bit for bit. */
const lowestIndexAtATie: Law = {
  id: 'network/lowest-index-at-a-tie',
  clause: 'class',
  statement:
    'always answers with the class of the largest read-out, by however little it leads, with the lowest index at a tie',
  needs: ['network'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ images: 2 }), fc.constantFrom(undefined, 0, 2 ** -16), async (generated, lead) => {
      const input = { ...generated, ...(lead !== undefined && tied(generated, lead)) };
      const { predicted, readout } = await runNetwork(implementation, input);
      const expected = readout.map((classes) => classes.indexOf(Math.max(...classes)));
      requireSame(lowestIndexAtATie, expected, predicted);
    }),
};

export const readOutLaws: readonly Law[] = [readoutIsFilteredWithALag, lowestIndexAtATie];
