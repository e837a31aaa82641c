import fc from 'fast-check';
import type { NetworkOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNetwork } from '../arbitraries/legal-network.ts';
import { requireSame } from '../require.ts';
import { runNetwork } from './observation.ts';

/** The state must include every filter, or a run in two parts differs from an uninterrupted one. */
export const continuesNetworkFromState: Law = {
  id: 'network/continues-from-state',
  clause: 'state',
  statement: 'always answers, in a run that is stopped and continued from its state, as in an uninterrupted run',
  needs: ['network'],
  looksAt: ['state'],
  property: (implementation) =>
    fc.asyncProperty(continuable(), fc.integer({ min: 8, max: 16 }), async (input, first) => {
      const start = await runNetwork(implementation, { ...input, steps: first, state: null });
      if (start.state === undefined) return;
      const whole = await runNetwork(implementation, { ...input, steps: first + input.steps });
      // two runs may continue from one state
      for (let time = 0; time < 2; time++) {
        const rest = await runNetwork(implementation, { ...input, state: start.state });
        const got = { ...rest, spikeCounts: sumOf(start.spikeCounts, rest.spikeCounts) };
        requireSame(
          continuesNetworkFromState,
          shownOf(whole),
          shownOf(got),
          `after ${first} of ${first + input.steps} steps`,
        );
      }
    }),
};

/** Three in four with synapses that remember many steps, whatever was drawn. */
const continuable = () =>
  fc.tuple(legalNetwork({ images: 2 }), fc.nat({ max: 3 })).map(([input, kind]) => {
    return kind > 0 ? { ...input, synapseSeconds: 8 * input.dtSeconds } : input;
  });

const shownOf = ({ predicted, readout, spikeCounts }: NetworkOutput) => ({ predicted, readout, spikeCounts });

const sumOf = (one: NetworkOutput['spikeCounts'], other: NetworkOutput['spikeCounts']) =>
  one.map((counts, image) => counts.map((count, layer) => count + (other[image]?.[layer] ?? 0)));
