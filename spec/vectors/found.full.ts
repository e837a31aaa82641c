import { describe, expect, it } from 'vitest';
import killMatrix from '../../fixtures/vectors/kill-matrix.json' with { type: 'json' };
import { controls, mutants } from '../../properties/index.ts';
import { laws } from '../../properties/laws.ts';
import { foundVector } from '../../properties/vectors/found.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { parseVector } from '../../src/conformance/vectors/vector-file.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { implementationInFloat32, implementationUnderTest } from '../implementation.ts';
import { sampleOf } from '../thoroughness.ts';

const killersOf: Readonly<Record<string, { readonly laws?: readonly string[] }>> = killMatrix;
const correct = [implementationUnderTest, implementationInFloat32, ...controls];

/** Implementations may draw and train differently, and a NIR node is no vector. */
const hasVectors = ({ needs }: (typeof laws)[number]) =>
  needs.every((name) => ['neuron', 'tuning', 'synapse', 'network'].includes(name));

describe('the smallest input with which a law kills a mutant', () => {
  let [failures, vectors] = [0, 0];

  for (const law of laws) {
    const killed = sampleOf(
      mutants.filter(({ name }) => killersOf[name]?.laws?.includes(law.id)),
      4,
    );
    if (killed.length === 0) continue;
    it(`becomes a vector that every correct implementation passes: ${law.id}`, async () => {
      for (const mutant of killed) {
        const judged = lawCase(
          law,
          { seed: 1830, numRuns: 30 },
          { right: implementationUnderTest, asVector: foundVector },
        );
        const { failure } = await judged.run(mutant);
        if (failure === undefined) continue;
        if (hasVectors(law)) failures++;
        if (failure.vector === undefined) continue;
        vectors++;
        const vector = parseVector(JSON.stringify(failure.vector), mutant.name);
        for (const one of correct)
          expect((await judgeVector(vector, one)).outcome, `${mutant.name}, ${one.name}`).not.toBe('fail');
      }
    });
  }

  it('is a vector in three of four cases about a capability that has vectors', () => {
    expect(vectors / failures).toBeGreaterThan(0.75);
  });
});
