import { metamorphicVector, refusalVector } from '../../../../properties/vectors/description.ts';
import { tuningAnswer, tuningFields } from '../../../../properties/vectors/tuning.ts';
import type { Vector } from '../../../../src/conformance/vectors/vector.ts';
import { refusedTunings, tuningCases, tuningPairs } from './cases.ts';

/** Makes all vectors of tuned neurons, without the mutants that they kill. */
export function makeTuningVectors(): Vector[] {
  return [
    ...tuningCases.map(tuningAnswer),
    ...tuningPairs.map((pair) => metamorphicVector(tuningFields, pair)),
    ...refusedTunings.map((one) => refusalVector(tuningFields, one)),
  ];
}
