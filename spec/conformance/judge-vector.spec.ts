import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/base/requirement.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { networkOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NetworkOutput } from '../../src/conformance/implementation.ts';
import { Recording } from '../../src/conformance/judge/exchange.ts';
import { judgeVector } from '../../src/conformance/vectors/judge-vector.ts';
import { expectUnder } from '../../src/conformance/vectors/other-conventions.ts';
import type { NetworkVector, NeuronVector, Vector } from '../../src/conformance/vectors/vector.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { mutant, right } from './judged.ts';

const vectors = publishedVectors();
const named = (id: string) => vectors.find((vector) => vector.id === id) as Vector;
const neuron = named('neuron/lif/amplitude-0.5') as NeuronVector;

const answering = (output: unknown): Implementation => ({
  name: 'always the same',
  precision: 'float64',
  neuron: () => output as never,
  network: () => output as never,
});

const throwing = (error: Error): Implementation => ({ ...right, neuron: () => Promise.reject(error) });

describe('a vector of neurons', () => {
  const { spikes, voltage } = neuron.expected;
  const raised = voltage?.map((voltages) => voltages.map((one) => one + 1e-9));
  const late = spikes.map((train) => train.map((step) => step + 1));
  const changed = (change: object) => answering({ ...neuron.expected, ...change });
  const without = (stage: string) => ({ outcome: 'passed', rounding: { stage } });
  const atVoltage = (step: number) => ({ outcome: 'failed', divergence: { stage: 'voltage', step } });
  it.each<[string, Implementation, object]>([
    ['passed bit for bit by the reference', right, { id: neuron.id, outcome: 'passed' }],
    ['passed, but not bit for bit, without voltages', changed({ voltage: undefined }), without('voltage')],
    [
      'passed, but not bit for bit, if the height is rounded',
      changed({ spikeHeight: 500 * (1 + 2 ** -52) }),
      without('spike height'),
    ],
    ['failed if the height is another', changed({ spikeHeight: 1 }), { outcome: 'failed' }],
    ['failed if the last voltage is missing', changed({ voltage: voltage?.slice(0, -1) }), atVoltage(49)],
    ['failed if a voltage deviates although every spike is in its step', changed({ voltage: raised }), atVoltage(0)],
    ['failed at a voltage, not at the spikes after it', changed({ spikes: late, voltage: raised }), atVoltage(0)],
    ['failed if every spike is one step late', changed({ spikes: late, voltage: undefined }), { outcome: 'failed' }],
    [
      'failed by a refusal',
      throwing(new Refusal('too hot')),
      { outcome: 'failed', divergence: { stage: 'refusal', got: 'a refusal: too hot' } },
    ],
    [
      'not applicable to a simulator without neurons',
      { name: 'tuning only', precision: 'float64' },
      { outcome: 'not applicable' },
    ],
  ])('is %s', async (_, implementation, outcome) => {
    const got = await judgeVector(neuron, implementation);
    expect(got).toMatchObject(outcome);
    if (implementation === right) expect(got).toEqual(outcome);
  });

  it('says how much it allows', async () => {
    const { voltage } = neuron.tolerance.float64;
    const wrong = changed({ voltage: neuron.expected.voltage?.map((row) => row.map((v) => v + 2 * voltage)) });
    const { outcome, divergence } = await judgeVector(neuron, wrong);
    expect([outcome, divergence?.allowed]).toEqual(['failed', voltage]);
  });

  it('propagates errors other than a refusal', async () => {
    await expect(judgeVector(neuron, throwing(new TypeError('broken')))).rejects.toThrow('broken');
  });
});

describe('a vector of a network', () => {
  const probes = (currents: readonly number[], voltages: readonly number[], spikes: readonly number[]) =>
    [currents, voltages, spikes].map((values) => values.map((value) => [value]));
  const probed = probes([0.5, 1.5], [0.2, 0], [0, 1]);
  const expected: NetworkOutput = { predicted: [1], readout: [[0, 2]], spikeCounts: [[1]], probed };
  const stages = ['current', 'voltage', 'spikes'] as const;
  const vector = {
    ...neuron,
    capability: 'network',
    expected,
    input: { steps: 2, probes: stages.map((stage) => ({ layer: 'layer1', stage })) },
    tolerance: { float64: { current: 0.1, voltage: 0.1, readout: 0.1 } },
  } as unknown as Vector;
  const off = probes([0.5, 1.9], [0.2, 0.5], [0, 0]);

  it.each<[string, Partial<Record<keyof NetworkOutput, unknown>>, ...(string | undefined)[]]>([
    ['bit-identical if everything is equal', {}, 'passed', undefined],
    ['close where a number is rounded otherwise', { readout: [[0.01, 2]] }, 'passed', 'filtered[0][0]'],
    ['not bit-identical without probes, although the rest is correct', { probed: undefined }, 'passed', 'probed'],
    ['without probes if the class differs', { probed: undefined, predicted: [0] }, 'failed', 'class[0]'],
    ['by the first deviation, not its consequences', { probed: off, predicted: [0] }, 'failed', 'layer1 current[0]'],
    ['by the read-out if the spikes are correct', { readout: [[0, 3]] }, 'failed', 'filtered[0][1]'],
  ])('is judged %s', async (_, change, outcome, stage) => {
    const got = await judgeVector(vector, answering({ ...expected, ...change }));
    expect([got.outcome, (got.divergence ?? got.rounding)?.stage]).toEqual([outcome, stage]);
  });
});

it('a vector as a case shows the spike trains of the deviating neuron and the first deviation', async () => {
  const late = new Recording(mutant('spikeDelay=one-step'));
  const { outcome, failure } = await vectorCase(named('neuron/lif/start-half-way')).run(late);
  expect(outcome).toBe('failed');
  expect(failure?.expected).toMatch(/^·+\|[·|]+ {2}\d+ spikes?: \d+/);
  expect(failure?.got).toMatch(/^··+\|[·|]+ {2}\d+ spikes?: \d+/);
  expect(failure).toMatchObject({ stage: 'spikes', neuron: 0, smallest: { exchanges: [{ capability: 'neuron' }] } });
});

it('a vector as a case expects no state of a simulator that declares other conventions', async () => {
  const declared = { ...nengoConventions, reset: 'subtract' } as const;
  const late = new Recording(mutant('spikeDelay=one-step'));
  const { failure } = await vectorCase(named('neuron/lif/start-half-way'), declared).run(late);
  const { exchanges = [] } = (failure?.smallest ?? {}) as { exchanges?: { expected: object }[] };
  expect(Object.keys(exchanges[0]?.expected ?? {})).toEqual(['spikes', 'spikeHeight', 'voltage']);
});

it.each([
  ['read-out', { readoutBias: 'none' }],
  ['class', { predicted: 'smallest' }],
])('a vector about layers breaks the clause %s if only that is wrong', async (clause, chosen) => {
  const wrong: Implementation = { name: 'wrong', precision: 'float64', network: networkOf(chosen) };
  const { failure } = await vectorCase(named('network/stages-at-fifty-times-the-amplitude')).run(new Recording(wrong));
  expect(failure?.clause).toBe(clause);
});

it('a vector of a network allows the voltage as much more as its rule scales the error of a current', () => {
  const vector = named('network/stages-at-fifty-times-the-amplitude') as NetworkVector;
  const conventions = { ...nengoConventions, inputScale: 'one' } as const;
  const { tolerance } = expectUnder(vector, conventions, 'float64') as NetworkVector;
  const { dtSeconds, architecture } = vector.input;
  const covered = -Math.expm1(-dtSeconds / architecture.neuron.tauRcSeconds);
  expect(tolerance.float64.voltage).toBeGreaterThanOrEqual(vector.tolerance.float64.current / covered);
});

it.each([
  ['spike-height', 'amplitude'],
  ['floor', 'floor'],
  ['refractory', 'refractoryTime'],
] as const)('a vector about %s assumes the convention of Nengo about %s', (clause, assumption) => {
  const ofNeurons = vectors.filter((vector) => vector.capability === 'neuron' && vector.clause === clause);
  expect(ofNeurons.map((vector) => vectorCase(vector).assumes)).toContainEqual([assumption]);
});

it.each<[Partial<Conventions>, string]>([
  [{}, 'stays at exactly 1 and never fires'],
  [{ comparison: '>=' }, "answers by its declared rules; under Nengo's, it stays at exactly 1 and never fires"],
])('the title of a vector does not contradict the declared rules: %j', (own, title) => {
  expect(vectorCase(named('neuron/lif/exact-threshold'), { ...nengoConventions, ...own }).title).toBe(title);
});
