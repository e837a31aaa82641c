import { describe, expect, it } from 'vitest';
import { type Mutant, mutants } from '../../properties/index.ts';
import { laws } from '../../properties/laws.ts';
import { foundVector } from '../../properties/vectors/found.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import type { FoundAnswer } from '../../src/conformance/judge/law-case.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { parseVector } from '../../src/conformance/vectors/vector-file.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { defaultLif } from '../../src/index.ts';
import { implementationInFloat32, implementationUnderTest } from '../implementation.ts';

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
