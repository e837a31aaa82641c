import { describe, expect, it } from 'vitest';
import killMatrix from '../../fixtures/vectors/kill-matrix.json' with { type: 'json' };
import { controls, mutants } from '../../properties/index.ts';
import { laws } from '../../properties/laws.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { foundVector } from '../../properties/vectors/found.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { ExchangeShown, Failure } from '../../src/conformance/judge/case.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import type { NeuronVector } from '../../src/conformance/vectors/vector.ts';
import { parseVector } from '../../src/conformance/vectors/vector-file.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { implementationInFloat32, implementationUnderTest } from '../implementation.ts';
import { sampleOf } from '../thoroughness.ts';

const killersOf: Readonly<Record<string, { readonly laws?: readonly string[] }>> = killMatrix;
const correct = [implementationUnderTest, implementationInFloat32, ...controls];

/** Implementations may draw and train differently, and a NIR node cannot be a vector. */
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

/** The failures of mutants in the laws of a neuron. */
async function failuresOf(names: readonly string[]): Promise<{ law: string; failure: Failure }[]> {
  const found: { law: string; failure: Failure }[] = [];
  for (const mutant of mutants.filter(({ name }) => names.includes(name))) {
    for (const law of lifLaws) {
      const answers = { right: implementationUnderTest, asVector: foundVector };
      const { failure } = await lawCase(law, { seed: 1830, numRuns: 10 }, answers).run(mutant);
      if (failure) found.push({ law: law.id, failure });
    }
  }
  return found;
}

const isSameInput = (one: NeuronInput, other: NeuronInput) =>
  (['current', 'initialVoltage', 'minVoltage', 'amplitude', 'dtSeconds', 'tauRefSeconds'] as const).every(
    (field) => JSON.stringify(one[field]) === JSON.stringify(other[field]),
  );

const listOf = (train: readonly number[]) => train.slice(0, 12).join(' ');

/** The spikes that a drawing lists, at most the first twelve. */
const listed = (drawing: string) => /spikes?: ([\d ]*\d)/.exec(drawing)?.[1] ?? '';

describe('the smallest input that breaks a law', () => {
  it('is drawn as in its vector, and keeps what the law is about', async () => {
    const wrong = 'ignores-floor takes-floor-zero-for-no-floor starts-where-it-ended catches-up-after-short-refractory';
    const failures = await failuresOf(`${wrong} output-one-step-late resets-by-subtraction`.split(' '));
    const drawn = failures.filter(({ failure }) => failure.isDrawn && failure.vector !== undefined);
    expect(drawn.length).toBeGreaterThan(40);
    for (const { failure } of drawn) {
      const { input, expected } = parseVector(JSON.stringify(failure.vector), 'a report') as NeuronVector;
      const { exchanges } = failure.smallest as { exchanges: ExchangeShown[] };
      const answers = exchanges.filter((one) => isSameInput(one.input as NeuronInput, input));
      const trains = answers.flatMap(({ got }) => (got as NeuronOutput).spikes);
      expect(expected.spikes.map(listOf)).toContain(listed(failure.expected));
      expect(trains.map(listOf)).toContain(listed(failure.got));
    }
    const aboutInhibition = drawn.filter(({ law }) => law.includes('inhibition'));
    expect(aboutInhibition.length).toBeGreaterThan(4);
    for (const { failure } of aboutInhibition) {
      const { input } = parseVector(JSON.stringify(failure.vector), 'a report') as NeuronVector;
      expect(Math.min(...input.current.flat())).toBeLessThan(Math.min(0, input.minVoltage ?? 0));
    }
  });
});
