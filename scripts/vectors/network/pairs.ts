import { probesOf } from '../../../properties/network/observation.ts';
import { rescaled } from '../../../properties/network/rescaling.ts';
import type { VectorPair } from '../../../properties/vectors/description.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import type { NetworkCase } from './network-case.ts';
import { shaped, small } from './networks.ts';

/** Two related networks. The second is derived from the first. */
export interface NetworkPair
  extends Pick<NetworkCase, 'architecture' | 'change'>,
    Omit<VectorPair<NetworkInput>, 'input' | 'secondInput'> {
  readonly second: (input: NetworkInput) => NetworkInput;
}

const answers = ['predicted', 'readout', 'spikeCounts'];

const probing = (input: NetworkInput) => ({ probes: probesOf(input) });

const rescaledBy = (factor: number) => (input: NetworkInput) => rescaled(input, factor);

/** Pairs of networks whose relation holds under any conventions. */
export const networkPairs: readonly NetworkPair[] = [
  {
    id: 'gauge-twice',
    clause: 'folding',
    title: 'is the same network at twice the amplitude with half the next weights',
    change: probing,
    second: rescaledBy(2),
    expected: { same: [...answers, 'probed'] },
  },
  {
    id: 'gauge-64-times',
    clause: 'folding',
    title: 'is the same network at 64 times the amplitude with 1/64 of the next weights',
    second: rescaledBy(64),
    expected: { same: answers },
  },
  {
    id: 'gauge-quarter-without-floor',
    clause: 'folding',
    title: 'is the same network at a quarter of the amplitude with four times the next weights, without a floor',
    change: () => ({ minVoltage: null, amplitude: 0.1 }),
    second: rescaledBy(0.25),
    expected: { same: answers },
  },
  {
    id: 'gauge-fifty-times',
    clause: 'folding',
    title: 'has equal spike counts and classes at fifty times the amplitude with 1/50 of the next weights',
    second: rescaledBy(50),
    expected: { same: ['predicted', 'spikeCounts'] },
    roundings: 1,
  },
  {
    id: 'gauge-same-amplitude',
    clause: 'determinism',
    title: 'gives equal outputs at the same amplitude',
    second: (input) => input,
    expected: { same: answers },
  },
  {
    id: 'gauge-doubled-layer',
    clause: 'folding',
    title: 'doubles its read-out at twice the amplitude, with one layer',
    architecture: shaped({ hidden: small.hidden.slice(0, 1) }),
    change: ({ weights: { layers, readout } }) => ({
      weights: { layers, readout: { ...readout, bias: readout.bias.map(() => 0) } },
    }),
    second: (input) => ({ ...input, amplitude: 2 * input.amplitude }),
    expected: { same: ['predicted', 'spikeCounts'], times: { factor: 2, fields: ['readout'] } },
  },
  {
    id: 'gauge-probes',
    clause: 'probes',
    title: 'gives equal outputs with and without probes',
    second: (input) => ({ ...input, ...probing(input) }),
    expected: { same: answers },
  },
];
