import { probesOf } from '../../../properties/network/observation.ts';
import { rescaled } from '../../../properties/network/rescaling.ts';
import type { Pair } from '../../../properties/vectors/description.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import type { NetworkCase } from './network-case.ts';
import { shaped, small } from './networks.ts';

/** Two networks that belong together, the second made of the first. */
export interface NetworkPair
  extends Pick<NetworkCase, 'architecture' | 'change'>,
    Omit<Pair<NetworkInput>, 'input' | 'secondInput'> {
  readonly second: (input: NetworkInput) => NetworkInput;
}

const answers = ['predicted', 'readout', 'spikeCounts'];

const probing = (input: NetworkInput) => ({ probes: probesOf(input) });

const gauge = (factor: number) => (input: NetworkInput) => rescaled(input, factor);

/** Pairs of networks. They hold whatever the conventions are. */
export const networkPairs: readonly NetworkPair[] = [
  {
    id: 'gauge-twice',
    claim: 'F1',
    title: 'is the same network at twice the amplitude with half the weights behind it',
    change: probing,
    second: gauge(2),
    expected: { same: [...answers, 'probed'] },
  },
  {
    id: 'gauge-64-times',
    claim: 'F1',
    title: 'is the same network at 64 times the amplitude with a sixty-fourth of the weights behind it',
    second: gauge(64),
    expected: { same: answers },
  },
  {
    id: 'gauge-quarter-without-floor',
    claim: 'F1',
    title: 'is the same network at a quarter of the amplitude with four times the weights, without a floor too',
    change: () => ({ minVoltage: null, amplitude: 0.1 }),
    second: gauge(0.25),
    expected: { same: answers },
  },
  {
    id: 'gauge-fifty-times',
    claim: 'F1',
    title: 'fires as often and says the same at fifty times the amplitude with a fiftieth of the weights',
    second: gauge(50),
    expected: { same: ['predicted', 'spikeCounts'] },
    roundings: 1,
  },
  {
    id: 'gauge-same-amplitude',
    claim: 'C7',
    title: 'says the same at the same amplitude, shown again',
    second: (input) => input,
    expected: { same: answers },
  },
  {
    id: 'gauge-doubled-layer',
    claim: 'C4',
    title: 'reads out twice as much of its only layer at twice the amplitude',
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
    title: 'does the same whether or not somebody looks',
    second: (input) => ({ ...input, ...probing(input) }),
    expected: { same: answers },
  },
];
