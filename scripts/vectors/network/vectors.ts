import { probesOf } from '../../../properties/network/observation.ts';
import { spoils } from '../../../properties/network/refusal.ts';
import { metamorphicVector, refusalVector } from '../../../properties/vectors/description.ts';
import {
  networkAnswer,
  networkFields,
  type SettledNetwork,
  settleInBoth,
} from '../../../properties/vectors/network.ts';
import { settle } from '../../../properties/vectors/settled-network.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import type { MetamorphicVector, Vector } from '../../../src/conformance/vectors/vector.ts';
import { networkCases } from './cases.ts';
import type { NetworkCase } from './network-case.ts';
import { drawnNetwork, small } from './networks.ts';
import { type NetworkPair, networkPairs } from './pairs.ts';

/** Makes all vectors of networks, without the mutants that they kill. */
export async function makeNetworkVectors(): Promise<Vector[]> {
  const vectors: Vector[] = [];
  for (const one of networkCases) vectors.push(await networkAnswer(one, await settledNetwork(one)));
  for (const pair of networkPairs) vectors.push(await related(pair));
  return [...vectors, ...refusals()];
}

/** The network of the first seed with which rounding decides nothing, in both networks of a pair. */
async function settledNetwork(
  { id, architecture = small, change }: Pick<NetworkCase, 'id' | 'architecture' | 'change'>,
  second?: NetworkPair['second'],
): Promise<SettledNetwork> {
  for (let seed = 0; seed < 1000; seed++) {
    const drawn = drawnNetwork(architecture, seed);
    const spikes = { probes: probesOf(drawn).filter(({ stage }) => stage === 'spikes') };
    const settled = await settleInBoth({ ...drawn, ...spikes, ...change?.(drawn) });
    if (settled === undefined) continue;
    const isPairSettled = second === undefined || (await settle(second(settled.input), 'float32')) !== undefined;
    if (isPairSettled) return settled;
  }
  throw new Error(`${id}: rounding decides whether a neuron fires with every seed; change the input`);
}

async function related({ second, architecture, change, ...pair }: NetworkPair): Promise<MetamorphicVector> {
  const { input, inFloat64 } = await settledNetwork(
    { id: pair.id, ...(architecture && { architecture }), ...(change && { change }) },
    second,
  );
  const plain = pair.id === 'gauge-probes' ? withoutProbes(input) : input;
  return {
    ...metamorphicVector(networkFields, { ...pair, input: plain, secondInput: second(plain) }),
    margin: inFloat64.margin,
  };
}

function withoutProbes({ probes: _, ...input }: NetworkInput): NetworkInput {
  return input;
}

function refusals(): Vector[] {
  const drawn = drawnNetwork(small, 0);
  return spoils.map(({ id, what, spoil }) =>
    refusalVector(networkFields, { id: `refuses-${id}`, title: `has ${what}`, input: spoil(drawn) }),
  );
}
