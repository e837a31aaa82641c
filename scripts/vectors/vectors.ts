import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { makeNetworkVectors } from './network/vectors.ts';
import { makeLifVectors } from './neuron/lif/vectors.ts';
import { makeTuningVectors } from './neuron/tuning/vectors.ts';
import { makeSeededVectors } from './seeded/vectors.ts';
import { makeSynapseVectors } from './synapse/low-pass/vectors.ts';

/** Makes the vectors of all subjects, in reading order, but for what they kill: the same numbers every time. */
export async function makeVectors(): Promise<Vector[]> {
  return [
    ...makeLifVectors(),
    ...makeTuningVectors(),
    ...makeSynapseVectors(),
    ...makeSeededVectors(),
    ...(await makeNetworkVectors()),
  ];
}
