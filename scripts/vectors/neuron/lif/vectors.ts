import { metamorphicVector, refusalVector } from '../../../../properties/vectors/description.ts';
import { neuronAnswer, neuronFields } from '../../../../properties/vectors/neuron.ts';
import type { Vector } from '../../../../src/conformance/vectors/vector.ts';
import { lifCases } from './cases.ts';
import { lifPairs } from './pairs.ts';
import { refusedCases } from './refused-cases.ts';

/** Makes all vectors of LIF neurons, without the mutants that they kill. */
export function makeLifVectors(): Vector[] {
  return [
    ...lifCases.map(neuronAnswer),
    ...lifPairs.map((pair) => metamorphicVector(neuronFields, pair)),
    ...refusedCases.map((one) => refusalVector(neuronFields, one)),
  ];
}
