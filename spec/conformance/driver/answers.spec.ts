import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/base/requirement.ts';
import { versions } from '../../../src/base/version.ts';
import { readConventions } from '../../../src/conformance/choices/conventions-schema.ts';
import type { CapabilityName } from '../../../src/conformance/implementation.ts';
import { findMisfit } from '../../../src/conformance/protocol/capabilities.ts';
import { breachOf, readLine, readStart } from '../../../src/conformance/protocol/driver/answer.ts';
import { SkippedCase } from '../../../src/conformance/protocol/driver/fault.ts';
import { remoteImplementation } from '../../../src/conformance/protocol/driver/remote.ts';
import { capabilityNames, type StartAnswer, startAnswer } from '../../../src/conformance/protocol/protocol.ts';
import type { SizeLimits } from '../../../src/conformance/protocol/size-limits.ts';
import { miniature } from '../../../src/simulator/network/architecture.ts';
import { oneStep } from '../judged.ts';

const start: StartAnswer = {
  id: 0,
  protocol: 4,
  implementation: { name: 'one', version: '1' },
  capabilities: ['neuron'],
  precision: 'float64' as const,
};

/** What a program that gives one answer is read as by lifspec. Its only request is for two neurons in three steps. */
const answering = async (answer: object, input: object = { current: [1, 2, 3].map((one) => [one, one]) }) =>
  remoteImplementation(
    { ask: async () => readLine(Buffer.from(JSON.stringify(answer))) },
    start as StartAnswer,
  ).neuron?.({ ...oneStep, initialVoltage: [0, 0], ...input });

const right = { spikes: [[], [1]], spikeHeight: 1000 };
const outputWith = (changes: object) => ({ id: 1, output: { ...right, ...changes } });

/** A layer of two neurons, which one probe records in one step. */
const layer = { kernelSize: 1, stride: 1, channels: 2 };
const architecture = { ...miniature, input: { rows: 1, columns: 1, channels: 1 }, hidden: [layer], classes: 2 };
const forNetwork = { architecture, images: [[0]], steps: 1, probes: [{ layer: 'layer1', stage: 'spikes' }] };
const ofNetwork = { predicted: [1], readout: [[0, 1]], spikeCounts: [[3]] };

describe('an answer to a run request', () => {
  it.each([
    ['neuron: output.voltages: is not a field (did you mean voltage?)', { voltages: [[0.5]] }],
    ['output.Spikes: is not a field (did you mean spikes?)', { spikes: undefined, Spikes: [] }],
    ['output.spike_height: is not a field (did you mean spikeHeight?)', { spikeHeight: undefined, spike_height: 1 }],
    ['output.spikeHeight: expected number, but got null', { spikeHeight: null }],
    ['output.spikeHeight: expected a finite number, but got Infinity', { spikeHeight: 'Infinity' }],
    ['expected a finite number, but got NaN at step 0, neuron 1', { voltage: Array(3).fill([0, 'NaN']) }],
    [
      'output.voltage: expected 3 values, but got 2; is a number of steps rounded down, as int(0.3/0.1) is 2?',
      { voltage: Array(2).fill([1, 2]) },
    ],
    [
      'output.voltage: expected 3 values, but got 4; does it begin with the state before the first step?',
      { voltage: Array(4).fill([1, 2]) },
    ],
    ['output.voltage: expected 3 values, but got 2; is it transposed?', { voltage: Array(2).fill([1, 2, 3]) }],
    ['output.voltage[0][0]: expected number, but got "x"', { voltage: [Array(300_000).fill('x')] }],
    ['output.spikes[0][0]: expected ascending steps from 0 to 2', { spikes: [[3], []] }],
    ['does the list contain a count for each of the 3 steps?', { spikes: [[0, 1, 0], []] }],
    ['output.spikes[0][0]: expected number, but got false', { spikes: [[false, true, false], []] }],
    ['output.spikes: expected 2 values, but got 3', { spikes: [[0], [], [1]] }],
  ])('is refused if its output has a wrong field or shape: %s', async (message, changes) => {
    await expect(answering(outputWith(changes))).rejects.toThrow(message);
  });

  it.each<[CapabilityName, string | undefined, object]>([
    ['network', undefined, { ...ofNetwork, probed: [[[0, 0]]] }],
    ['network', undefined, { ...ofNetwork, probed: [] }],
    ['network', 'spikeCounts[0]: expected 1 values, but got 2', { ...ofNetwork, spikeCounts: [[3, 4]] }],
    ['network', 'predicted[0]: expected a class from 0 to 1', { ...ofNetwork, predicted: [2] }],
    [
      'network',
      'probed[0]: expected 1 values, but got 2; does it begin with the state before the first step?',
      {
        ...ofNetwork,
        probed: [
          [
            [0, 0],
            [0, 0],
          ],
        ],
      },
    ],
    ['network', 'probed[0][0]: expected 2 values, but got 1', { ...ofNetwork, probed: [[[0]]] }],
    ['training', undefined, {}],
    ['training', 'weights.layers: expected 1 values, but got 0', { weights: { layers: [] } }],
    ['training', 'weights.layers[0].kernel: expected 2 values, but got 1', { weights: { layers: [{ kernel: [1] }] } }],
    ['training', 'initialVoltage[0]: expected 2 values, but got 0', { initialVoltage: [[]] }],
  ])('has lists of the sizes of its input: %s, %s', (capability, message, output) => {
    expect(findMisfit(capability, forNetwork, output)).toBe(message);
  });

  it.each([
    [{ ...outputWith({}), skipped: 'too' }, 'must contain output, skipped or error, but got output and skipped'],
    [{ id: 1 }, 'must contain output, skipped or error, but got none of them'],
    [{ id: 1, skipped: '' }, 'skipped: '],
    [
      { id: 1, error: { kind: 'unsupported', message: 'no reset' } },
      'error.parameter: must name what the program cannot honor',
    ],
    [
      { id: 1, error: { kind: 'bad\u0007', message: 'line\r\u001b[2J\u2028' } },
      'bad\\u{7}): line\\u{d}\\u{1b}[2J\\u{2028}',
    ],
  ])('contains one of three fields: %j', async (answer, message) => {
    await expect(answering(answer)).rejects.toThrow(message);
  });

  it('may refuse the input, skip it, or report another error', async () => {
    const error = { kind: 'out-of-memory', message: 'too much' };
    await expect(answering({ id: 1, error })).rejects.toThrow('answered with an error (out-of-memory): too much');
    await expect(answering({ id: 1, error: { ...error, kind: 'invalid-input' } })).rejects.toThrow(Refusal);
    await expect(answering({ id: 1, skipped: 'no' })).rejects.toThrow(new SkippedCase('no'));
  });

  it('may contain null for what is absent, unknown fields, and a name like that of a field that is there', async () => {
    const answer = { ...outputWith({ milliseconds: 3, spike: 3 }), skipped: null, error: null };
    await expect(answering(answer)).resolves.toEqual(right);
  });

  it.each([
    [1, undefined],
    [2, 'an answer has the wrong id: expected 1, but got 2'],
    [undefined, 'an answer has the wrong id: expected 1, but got nothing'],
    [0, 'answered request 0 twice'],
  ])('has the id of the request: %j', (id, message) => {
    const line = Buffer.from(JSON.stringify({ id }));
    expect(breachOf(readLine(line), line, 1, new Set([0, 1]))?.message).toBe(message);
  });
});

describe('an answer to the start request', () => {
  it.each([
    [{ capabilities: ['neuron', 'levitation'] }, 'capabilities[1]: '],
    [{ capabilities: [] }, 'capabilities: '],
    [{ capabilities: Array(capabilityNames.length + 1).fill('neuron') }, 'capabilities: expected each capability once'],
    [{ error: { kind: 'unsupported-protocol', message: 'protocol 4 only' } }, 'protocol 4 only'],
    [{ implementation: { name: 'a\u001b[2J', version: '1' } }, 'implementation.name: expected no control or invisible'],
    [{ protocol: 1 }, `protocol: expected 4, which lifspec ${versions.lifspec} speaks, but got 1`],
    [{ conventions: 'norse-bix' }, 'conventions: norse-bix is not a profile (did you mean norse-box?)'],
    [{ conventions: { integrator: 'rk4' } }, 'conventions.integrator: expected one of "exact", "euler", '],
    [{ conventions: { integratr: 'euler' } }, 'conventions.integratr: is not a field (did you mean integrator?)'],
    [
      { conventions: { solver: 'euler' } },
      'conventions.solver: is not a field; the fields are initialVoltage, inputDelay',
    ],
    [{ conventions: { refractory: 'fixed' } }, 'conventions.refractory: expected one of "sub-step", "down", '],
    [{ conventions: { refractoryExtra: 'one-step-more' } }, 'conventions: these choices cannot be combined'],
  ])('is refused with what would be right: %j', (changes, message) => {
    const read = readStart({ answer: { ...start, ...changes } });
    expect(read).toMatchObject({ flaw: { message: expect.stringContaining(message) } });
  });

  it.each<[object, object]>([
    [{}, {}],
    [{ integrator: 'euler' }, { integrator: 'euler' }],
    [
      { profile: 'nest', floor: 'none' },
      { comparison: '>=', floor: 'none' },
    ],
  ])('may declare conventions, which are those of Nengo otherwise: %j', (conventions, own) => {
    const { known } = readStart({ answer: { ...start, conventions } }) as { known: StartAnswer };
    expect(readConventions(known.conventions)).toMatchObject({ integrator: 'exact', reset: 'zero', ...own });
  });
});

describe('a program with networks', () => {
  const declared = (spikeHeight: string, ...capabilities: string[]) => {
    const read = readStart({ answer: { ...start, capabilities, conventions: { spikeHeight } } });
    return 'flaw' in read ? read.flaw.message : 'accepted';
  };

  it('may not declare another spike height than that of its weights', () => {
    const refused = 'conventions.spikeHeight: must be amplitude/dt if the program runs networks, whose weights are';
    expect(declared('1', 'neuron', 'network')).toContain(refused);
    expect(declared('1', 'training')).toContain(refused);
    expect(declared('amplitude/dt', 'network')).toBe('accepted');
    expect(declared('1', 'neuron', 'tuning')).toBe('accepted');
  });
});

describe('a program that declares limits', () => {
  const description = (limits: SizeLimits): StartAnswer => ({ ...start, capabilities: ['seeded'], limits });
  const input = (neurons: number, seed = 1) => {
    const [all, none] = [100, 0].map((value) => ({ kind: 'choice', values: [value] }) as const);
    const times = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };
    return { seed, neurons, ...times, maxRatesHz: all, intercepts: none, initialVoltage: none } as never;
  };

  it('is not asked for more, nor for a larger seed', async () => {
    const ask = async () => ({ answer: { id: 1, skipped: 'asked' } });
    const limited = remoteImplementation({ ask }, description({ neurons: 100, seed: 2 ** 32 - 1 }));
    await expect(limited.seeded?.(input(100))).rejects.toThrow(new SkippedCase('asked'));
    const tooMany = 'a request asks for 101 neurons, but the limit is 100';
    await expect(limited.seeded?.(input(101))).rejects.toThrow(new SkippedCase(tooMany, 'lifspec'));
    const tooLarge = 'a request asks for seed 4294967296, but the limit is 4294967295';
    await expect(limited.seeded?.(input(1, 2 ** 32))).rejects.toThrow(new SkippedCase(tooLarge, 'lifspec'));
    expect(limited.largestSeed).toBe(2 ** 32 - 1);
  });

  it('is not asked for a refractory period of more steps', async () => {
    const ask = async () => ({ answer: { id: 1, skipped: 'asked' } });
    const limited = remoteImplementation({ ask }, { ...start, limits: { refractorySteps: 2 ** 31 - 1 } });
    const times = { dtSeconds: 0.5, tauRcSeconds: 1, amplitude: 1, minVoltage: 0, initialVoltage: [0], current: [[1]] };
    const run = (steps: number) => limited.neuron?.({ ...times, tauRefSeconds: steps * 0.5 });
    await expect(run(2 ** 31 - 1)).rejects.toThrow(new SkippedCase('asked'));
    const tooLong = 'a request asks for a refractory period of 2147483648 steps, but the limit is 2147483647';
    await expect(run(2 ** 31 - 1.5)).rejects.toThrow(SkippedCase);
    await expect(run(2 ** 31)).rejects.toThrow(new SkippedCase(tooLong, 'lifspec'));
  });

  it('may not declare less than the vectors need', () => {
    const isValid = (limits: SizeLimits) => startAnswer.safeParse(description(limits)).success;
    const [seed, least] = [2 ** 31 - 1, { neurons: 100 }];
    expect([{}, least, { steps: 2000 }, { products: 100_000 }, { seed }].map(isValid)).toEqual(Array(5).fill(true));
    expect([1000, 999].map((refractorySteps) => isValid({ refractorySteps }))).toEqual([true, false]);
    const tooSmall = [{ neurons: 99 }, { steps: 1999 }, { products: 99_999 }, { seed: seed - 1 }];
    expect(tooSmall.map(isValid)).toEqual(Array(4).fill(false));
  });
});
