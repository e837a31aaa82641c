import { describe, expect, it } from 'vitest';
import killersOf from '../../fixtures/kills.json' with { type: 'json' };
import { controls, type Mutant, mutants } from '../../properties/index.ts';
import type { KillMatrix } from '../../properties/kill-matrix.ts';
import { laws } from '../../properties/laws.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { foundVector } from '../../properties/vectors/found.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Failure } from '../../src/conformance/judge/case.ts';
import type { ExchangeShown } from '../../src/conformance/judge/exchange.ts';
import { type FoundAnswer, lawCase } from '../../src/conformance/judge/law-case.ts';
import type { NeuronVector, Vector } from '../../src/conformance/vectors/vector.ts';
import { parseVector } from '../../src/conformance/vectors/vector-file.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { defaultLif } from '../../src/index.ts';
import { implementationInFloat32, implementationUnderTest } from '../implementation.ts';
import { describeSlow, sampleOf } from '../slow.ts';

const lawNamed = (id: string) => laws.find((law) => law.id === id) as (typeof laws)[number];
const mutantNamed = (name: string) => mutants.find((one) => one.name === name) as Mutant;
const { property: _, ...silentAtOne } = lawNamed('lif/silent-at-voltage-one');

/** The smallest input that breaks a law, as a vector parsed from a report. */
async function vectorFrom(lawId: string, implementation: Implementation): Promise<Vector | undefined> {
  const judged = lawCase(
    lawNamed(lawId),
    { seed: 1, numRuns: 30 },
    { right: implementationUnderTest, asVector: foundVector },
  );
  const { failure } = await judged.run(implementation);
  expect(failure).toBeDefined();
  return failure?.vector === undefined ? undefined : parseVector(JSON.stringify(failure.vector), 'a report');
}

/** One neuron whose voltage starts at 1 and stays there for one step. */
const atOne: NeuronInput = { ...defaultLif, minVoltage: 0, amplitude: 1, initialVoltage: [1], current: [[1]] };

const answered = (change: Partial<FoundAnswer>): FoundAnswer => ({
  law: silentAtOne,
  implementation: { name: 'mine', precision: 'float64' },
  capability: 'neuron',
  input: atOne,
  output: { spikes: [[0]], spikeHeight: 1000 },
  ...change,
});

describe('the smallest input that breaks a law', () => {
  it('becomes a vector that names the law and the mutant', async () => {
    expect(await vectorFrom('lif/silent-at-voltage-one', mutantNamed('fires-at-threshold'))).toMatchObject({
      id: 'found/lif/silent-at-voltage-one',
      clause: 'threshold',
      title: 'never fires at a voltage of exactly one',
      kind: 'answer',
      capability: 'neuron',
      input: { initialVoltage: [1], current: [[1]] },
      expected: { spikes: [[]], voltage: [[1]] },
      origin: { kind: 'reference', script: 'lifspec check --only lif/silent-at-voltage-one' },
      margin: 0,
      kills: ['fires-at-threshold'],
    });
  });

  it.each([
    ['lif/resets-to-zero', 'resets-by-subtraction'],
    ['lif/height-is-amplitude-over-dt', 'height-not-over-dt'],
    ['tuning/refuses-the-impossible', 'max-rate-limit-not-checked'],
    ['tuning/one-rate-for-all', 'max-rate-at-infinity'],
    ['low-pass/rule', 'low-pass-without-lag'],
    ['network/currents-are-convolutions', 'network-normalises-pictures'],
  ])('becomes a vector that correct implementations pass and the mutant fails: %s, %s', async (lawId, name) => {
    const vector = (await vectorFrom(lawId, mutantNamed(name))) as Vector;
    expect(vector?.id).toBe(`found/${lawId}`);
    expect(await judgeVector(vector, implementationUnderTest)).toMatchObject({ outcome: 'pass' });
    expect(await judgeVector(vector, implementationInFloat32)).toMatchObject({ outcome: 'pass' });
    expect((await judgeVector(vector, mutantNamed(name))).outcome).toBe('fail');
  });

  it('does not become a vector if the answer itself is correct', async () => {
    expect(await foundVector(answered({}))).toBeDefined();
    expect(await foundVector(answered({ output: { spikes: [[]], spikeHeight: 1000 } }))).toBe(undefined);
  });

  it('does not become a vector if rounding could decide whether the neuron fires', async () => {
    const current = Array.from({ length: 9 }, () => [3.0332447817197368]);
    expect(await foundVector(answered({ input: { ...atOne, initialVoltage: [0], current } }))).toBe(undefined);
  });

  it('does not become a vector if it continues from a state of the implementation', async () => {
    expect(await foundVector(answered({ input: { ...atOne, state: { refractory: 1 } } }))).toBe(undefined);
  });

  it('does not become a vector if every implementation may draw or train differently', async () => {
    expect(await foundVector(answered({ capability: 'seeded', input: {} }))).toBe(undefined);
    expect(await foundVector(answered({ capability: 'training', input: {} }))).toBe(undefined);
  });
});

describeSlow('vectors from failures', async () => {
  const lawsThatKill: KillMatrix = killersOf;
  const correct = [implementationUnderTest, implementationInFloat32, ...controls];

  /** Implementations may draw and train differently, and a NIR node cannot be a vector. */
  const hasVectors = ({ needs }: (typeof laws)[number]) =>
    needs.every((name) => ['neuron', 'tuning', 'synapse', 'network'].includes(name));

  describe('the smallest input with which a law kills a mutant', () => {
    let [failures, vectors] = [0, 0];

    for (const law of laws) {
      const killed = sampleOf(
        mutants.filter(({ name }) => lawsThatKill[name]?.includes(law.id)),
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
      const wrong =
        'ignores-floor takes-floor-zero-for-no-floor starts-where-it-ended catches-up-after-short-refractory';
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
});
