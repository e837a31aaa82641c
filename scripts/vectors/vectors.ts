import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { makeNetworkVectors } from './network/vectors.ts';
import { makeLifVectors } from './neuron/lif/vectors.ts';
import { makeTuningVectors } from './neuron/tuning/vectors.ts';
import { makeSeededVectors } from './seeded/vectors.ts';
import { makeSynapseVectors } from './synapse/low-pass/vectors.ts';

/** Makes all vectors in reading order, without the mutants that they kill. The result is always the same. */
export async function makeVectors(): Promise<Vector[]> {
  return [
    ...makeLifVectors(),
    ...makeTuningVectors(),
    ...makeSynapseVectors(),
    ...makeSeededVectors(),
    ...(await makeNetworkVectors()),
  ];
}
