import { metamorphicVector, refusalVector } from '../../../../properties/vectors/description.ts';
import { synapseAnswer, synapseFields } from '../../../../properties/vectors/synapse.ts';
import type { Vector } from '../../../../src/conformance/vectors/vector.ts';
import { refusedSynapses, synapseCases, synapsePairs } from './cases.ts';

/** Makes all vectors of the low-pass filter, without the mutants that they kill. */
export function makeSynapseVectors(): Vector[] {
  return [
    ...synapseCases.map(synapseAnswer),
    ...synapsePairs.map((pair) => metamorphicVector(synapseFields, pair)),
    ...refusedSynapses.map((one) => refusalVector(synapseFields, one)),
  ];
}
