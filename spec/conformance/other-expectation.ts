import { float64 } from '../../src/base/precision.ts';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import { type Profile, profiles } from '../../src/conformance/conventions/profiles.ts';
import { arithmetics } from '../../src/conformance/conventions/rule.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { expectUnder } from '../../src/conformance/vectors/other-conventions.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';

/** Known simulators whose conventions are not Nengo's. */
export const others: readonly Profile[] = profiles.filter(
  ({ conventions }) => Object.keys(deviationsOf(conventions)).length > 0,
);

/** The vectors of neurons that float64 implementations of the conventions fail when declared as float64 or float32. */
export async function failuresUnder(conventions: Conventions, vectors: readonly Vector[]): Promise<string[]> {
  const failed: string[] = [];
  const ofNeurons = vectors.filter(({ kind, capability }) => kind === 'answer' && capability === 'neuron');
  for (const published of ofNeurons)
    for (const precision of ['float64', 'float32'] as const) {
      const vector = expectUnder(published, conventions, precision);
      if (vector === undefined) continue;
      for (const arithmetic of arithmetics) {
        const neuron: Implementation['neuron'] = (input) => simulate(conventions, input, float64, arithmetic);
        const { outcome } = await judgeVector(vector, { name: 'computes in float64', precision, neuron });
        if (outcome !== 'pass') failed.push(`${vector.id}, declared as ${precision}, ${arithmetic}`);
      }
    }
  return failed;
}
