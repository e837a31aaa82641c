import { describe, expect, it } from 'vitest';
import { float64, type PrecisionName } from '../../src/base/precision.ts';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import { type Arithmetic, arithmetics } from '../../src/conformance/conventions/rule.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { expectUnder } from '../../src/conformance/vectors/other-conventions.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { publishedVectors } from '../../src/vectors.ts';

const vectors = publishedVectors().filter(({ kind, capability }) => kind === 'answer' && capability === 'neuron');

const others = profiles.filter(({ conventions }) => Object.keys(deviationsOf(conventions)).length > 0);

/** Computes in float64, whatever it says. */
const saying = (precision: PrecisionName, conventions: Conventions, arithmetic: Arithmetic): Implementation => ({
  ...{ name: 'computes in float64', precision },
  neuron: (input) => simulate(conventions, input, float64, arithmetic),
});

describe('what a vector expects of other conventions', () => {
  it.each(others.map(({ id, conventions }) => [id, conventions] as const))(
    'is met by those who say float32 and compute in float64: %s',
    async (_, conventions) => {
      const failed: string[] = [];
      for (const kept of vectors) {
        const vector = expectUnder(kept, conventions, 'float32');
        if (vector === undefined) continue;
        for (const arithmetic of arithmetics) {
          const { outcome } = await judgeVector(vector, saying('float32', conventions, arithmetic));
          if (outcome !== 'pass') failed.push(`${kept.id}, ${arithmetic}`);
        }
      }
      expect(failed).toEqual([]);
    },
  );
});
