import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import { largeNetwork } from '../arbitraries/large-network.ts';
import { requireSame, requireThat } from '../require.ts';
import { inAnyForm, settle } from '../vectors/settled-network.ts';
import { runNetwork } from './observation.ts';

/** Needs only classes, counts and read-outs, so it can also judge simulators without probes. */
export const runsAtAnySize: Law = {
  id: 'network/runs-at-any-size',
  clause: 'layers',
  leastRuns: 33,
  statement:
    'always has the spikes, read-outs and classes of the definition, with neurons of the declared rule, at any sizes',
  needs: ['network'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(largeNetwork(), async (input) => {
      // rounding must decide nothing
      const settled = await settle(input, implementation.precision, conventions, inAnyForm);
      if (settled === undefined) return fc.pre(false);
      const { output: expected, allowed } = settled;
      const got = await runNetwork(implementation, input);
      requireSame(runsAtAnySize, expected.spikeCounts, got.spikeCounts, 'spikes per layer');
      requireSame(runsAtAnySize, expected.predicted, got.predicted, 'classes');
      const [right = [], readout = []] = [expected.readout[0], got.readout[0]];
      const isClose = right.every(
        (value, label) => Math.abs(value - (readout[label] ?? Number.NaN)) <= allowed.readout,
      );
      requireThat(isClose, runsAtAnySize, () => ({ where: 'read-out', expected: right, got: readout }));
    }),
};
