import { describe, expect, it } from 'vitest';
import type { Implementation, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { MetamorphicVector, NeuronVector, RefusalVector, Vector } from '../../src/conformance/vectors/vector.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { publishedVectors } from '../../src/vectors.ts';

const right = reference('float64');
const vectors = publishedVectors();
const named = (id: string) => vectors.find((vector) => vector.id === id) as Vector;
const neuron = named('neuron/lif/amplitude-0.5') as NeuronVector;
const refusal = named('neuron/lif/refuses-no-step') as RefusalVector;

/** A simulator that always returns the same output. */
const answering = (output: unknown): Implementation => ({
  name: 'always the same',
  precision: 'float64',
  neuron: () => output as never,
  network: () => output as never,
});

describe('a vector of neurons', () => {
  it('is passed bit for bit by the reference, with the number of spikes', async () => {
    const spikes = neuron.expected.spikes.flat().length;
    expect(await judgeVector(neuron, right)).toEqual({
      id: neuron.id,
      outcome: 'pass',
      level: { name: 'bits' },
      spikes,
    });
    expect(spikes).toBeGreaterThan(0);
  });

  const { spikes, voltage } = neuron.expected;
  const raised = voltage?.map((voltages) => voltages.map((one) => one + 1e-9));
  const late = spikes.map((train) => train.map((step) => step + 1));
  const steps = { level: { name: 'steps' } };
  it.each([
    ['passed in steps without voltages', { voltage: undefined }, { outcome: 'pass', ...steps }],
    [
      'failed if a voltage deviates although every spike is in its step',
      { voltage: raised },
      { outcome: 'fail', ...steps, divergence: { stage: 'voltage', step: 0 } },
    ],
    [
      'failed if every spike is one step late',
      { spikes: late, voltage: undefined },
      { outcome: 'fail', level: { name: 'shifted', shift: 'late' } },
    ],
  ])('is %s', async (_, changed, outcome) => {
    expect(await judgeVector(neuron, answering({ ...neuron.expected, ...changed }))).toMatchObject(outcome);
  });

  it('is not applicable to a simulator without neurons', async () => {
    const outcome = await judgeVector(neuron, { name: 'tuning only', precision: 'float64' });
    expect(outcome.outcome).toBe('not applicable');
  });

  it('is failed by a refusal', async () => {
    const refusing: Implementation = { ...right, neuron: () => Promise.reject(new RangeError('too hot')) };
    expect(await judgeVector(neuron, refusing)).toMatchObject({
      ...{ outcome: 'fail', level: { name: 'none' } },
      divergence: { stage: 'refusal', expected: 'an answer', got: 'a refusal: too hot' },
    });
  });

  it('propagates errors other than a refusal', async () => {
    const broken: Implementation = { ...right, neuron: () => Promise.reject(new TypeError('broken')) };
    await expect(judgeVector(neuron, broken)).rejects.toThrow('broken');
  });

  it('is run in two parts if it demands so, the second from the state of the first', async () => {
    const continued: NeuronVector = { ...neuron, continuedAt: 20 };
    expect(await judgeVector(continued, right)).toMatchObject({ outcome: 'pass', level: { name: 'bits' } });
    const { state: _, ...stateless } = { ...neuron.expected, state: undefined };
    expect((await judgeVector(continued, answering(stateless))).outcome).toBe('not applicable');
  });
});

describe('a vector of an input that must be refused', () => {
  it('is passed by a refusal and failed by an answer', async () => {
    expect((await judgeVector(refusal, right)).outcome).toBe('pass');
    const outcome = await judgeVector(refusal, answering({ spikes: [[]], spikeHeight: 1 }));
    expect(outcome).toMatchObject({
      ...{ outcome: 'fail' },
      divergence: { stage: 'refusal', expected: 'a refusal', got: 'an answer' },
    });
  });
});

describe('a metamorphic vector', () => {
  const { clause: _, input, ...about } = neuron;
  const doubled: MetamorphicVector = {
    ...about,
    ...{ claim: 'C4', kind: 'metamorphic', margin: null },
    ...{ input, secondInput: { ...input, amplitude: 1 } },
    expected: { same: ['spikes', 'voltage'], times: { factor: 2, fields: ['spikeHeight'] } },
    tolerance: { float64: 0, float32: 0, derivation: 'a power of two' },
  };

  it('is passed under any conventions if the relation holds', async () => {
    expect(await judgeVector(doubled, right)).toMatchObject({ outcome: 'pass', spikes: 4 });
    const ownWay: Implementation = {
      ...{ name: 'another neuron', precision: 'float32' },
      neuron: ({ amplitude }) => ({ spikes: [[7]], spikeHeight: amplitude }),
    };
    expect((await judgeVector(doubled, ownWay)).outcome).toBe('pass');
  });

  it.each([
    ['both answers are equal', [7], { stage: 'spikeHeight', expected: 1000, got: 500 }],
    ['nothing fires', [], { stage: 'spikes', got: 'silence' }],
  ])('is failed if %s', async (_, train, divergence) => {
    const outcome = await judgeVector(doubled, answering({ spikes: [train], spikeHeight: 500 }));
    expect(outcome).toMatchObject({ outcome: 'fail', divergence });
  });

  it('is failed if answers that should differ are equal', async () => {
    const differing: MetamorphicVector = { ...doubled, expected: { same: [], other: ['spikes'] } };
    expect(await judgeVector(differing, right)).toMatchObject({ outcome: 'fail', divergence: { stage: 'spikes' } });
  });
});

describe('a vector of a network', () => {
  const probed = [
    [[0.5], [1.5]],
    [[0.2], [0]],
    [[0], [1]],
  ];
  const expected: NetworkOutput = { predicted: [1], readout: [[0, 2]], spikeCounts: [[1]], probed };
  const stages = ['current', 'voltage', 'spikes'] as const;
  const vector = {
    ...{ ...neuron, kind: 'answer', capability: 'network', expected },
    input: { steps: 2, probes: stages.map((stage) => ({ layer: 'layer1', stage })) },
    tolerance: { float64: { current: 0.1, voltage: 0.1, readout: 0.1 } },
  } as unknown as Vector;

  it.each([
    ['passed at level bits if everything is equal', {}, 'pass', 'bits', undefined],
    ['passed at level steps if numbers are close', { readout: [[0.01, 2]] }, 'pass', 'steps', undefined],
    [
      'passed at level steps without probes if all shown values are correct',
      { probed: undefined },
      'pass',
      'steps',
      undefined,
    ],
    ['failed without probes if the class differs', { probed: undefined, predicted: [0] }, 'fail', 'none', 'class[0]'],
    [
      'failed at the first deviation, not at its consequences',
      {
        probed: [
          [[0.5], [1.9]],
          [[0.2], [0.5]],
          [[0], [0]],
        ],
        predicted: [0],
      },
      ...(['fail', 'none', 'layer1 current[0]'] as const),
    ],
    [
      'failed at the filtered read-out if the spikes are correct',
      { readout: [[0, 3]] },
      'fail',
      'steps',
      'filtered[0][1]',
    ],
  ])('is %s', async (_, change, outcome, name, stage) => {
    const got = await judgeVector(vector, answering({ ...expected, ...change }));
    expect([got.outcome, got.level?.name, got.divergence?.stage]).toEqual([outcome, name, stage]);
  });
});
