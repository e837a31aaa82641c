import { describe, expect, it } from 'vitest';
import type { CapabilityName, Implementation } from '../../src/conformance/implementation.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { withRepetitions } from '../../src/conformance/judge/repetition.ts';
import { ImplementationFault } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { casesOf } from './judged.ts';

const right = reference('float64');
const vectors = publishedVectors();
const capabilities = ['neuron', 'tuning', 'synapse', 'network', 'seeded'] as const;

/** The only capability of the reference, and what becomes of its answers, by their number from 1. */
function only(
  name: CapabilityName,
  change: (answer: object, request: number) => object = (answer) => answer,
): Implementation {
  let requests = 0;
  const run = right[name] as (input: unknown) => object;
  return { name: 'one', precision: 'float64', [name]: (input: unknown) => change(run(input), ++requests) };
}

/** The cases that fail if all others are left out. */
async function failing(implementation: Implementation, runs = 30): Promise<string[]> {
  const { results } = await judge(implementation, { cases: withRepetitions(casesOf([]), vectors, runs) });
  return results.filter(({ outcome }) => outcome === 'failed').map(({ case: { id } }) => id);
}

const wrong = { spikes: [[7]], gain: [1], filtered: [1], predicted: [2], initialVoltage: [0.5] };

describe.each(capabilities)('the first request for %s, sent again at the end', (name) => {
  const runs = name === 'network' || name === 'neuron' ? 30 : 10;

  it('is answered by the reference as at first', async () => {
    expect(await failing(only(name), runs)).toEqual([]);
  });

  it.each<[string, (request: number) => boolean]>([
    ['warms up: only the first answer is wrong', (request) => request === 1],
    ['drifts: answers are wrong after 250 requests', (request) => request > 250],
    ['follows something else, such as a clock: some answers are wrong', (request) => request % 97 === 0],
  ])('finds a simulator that %s', async (_, isWrong) => {
    const simulator = only(name, (answer, request) => (isWrong(request) ? { ...answer, ...wrong } : answer));
    expect(await failing(simulator, runs)).toEqual([`repeat/${name}`]);
  });
});

describe('the first request, sent to another process', () => {
  const cases = withRepetitions(casesOf([]), vectors, 1);
  const inAnother = async (another: () => Promise<Implementation>) => {
    const { results } = await judge(only('neuron'), { cases, another });
    return results.find(({ case: { id } }) => id === 'repeat/neuron');
  };

  it('is answered by the reference as in the first', async () => {
    expect(await inAnother(async () => right)).toMatchObject({ outcome: 'passed' });
  });

  it('finds a simulator that depends on its process', async () => {
    const result = await inAnother(async () => only('neuron', (answer) => ({ ...answer, ...wrong })));
    expect(result?.failure?.message).toBe('answers the first request of the check differently in another process');
  });

  it('is skipped if no other process starts', async () => {
    const fault = new ImplementationFault('crash', 'start', 'the device is busy');
    const result = await inAnother(() => Promise.reject(fault));
    expect(result).toMatchObject({ outcome: 'skipped', reason: 'does not run a second time: the device is busy' });
  });
});

describe('a check', () => {
  it('sends the first request before any other', async () => {
    const inputs: unknown[] = [];
    const neuron: Implementation['neuron'] = (input) => {
      inputs.push(input);
      return right.neuron?.(input) as never;
    };
    const first: Case = {
      ...{ id: 'first', subject: 'C4', kind: 'law', title: 'is first', assumes: [] },
      ...{ needs: ['neuron'], run: async () => ({}) },
    };
    await judge({ ...right, neuron }, { cases: withRepetitions([first], vectors, 1) });
    expect(inputs.length).toBe(11);
    expect(new Set(inputs).size).toBe(1);
  });
});
