import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { CaseResult } from '../../src/conformance/judge/case.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { repetitionCase } from '../../src/conformance/judge/repetition.ts';
import { ImplementationFault } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';

const right = reference('float64');
const vectors = publishedVectors();

type Name = 'neuron' | 'network';

/** One capability of the reference, and what becomes of its answers, by their number from 1. */
function only(name: Name, change: (answer: object, request: number) => object = (answer) => answer): Implementation {
  let requests = 0;
  const run = right[name] as (input: unknown) => object | Promise<object>;
  const changed = async (input: unknown) => change(await run(input), ++requests);
  return { name: 'one', precision: 'float64', [name]: changed };
}

/** Vectors as cases; those of neurons have many spikes. */
const casesOf = (name: string) =>
  vectors
    .filter(({ capability, clause }) => capability === name && (name !== 'neuron' || clause === 'count'))
    .map((one) => vectorCase(one));

/** What becomes of the last case, which repeats an early request. */
async function repeated(
  name: Name,
  change?: Parameters<typeof only>[1],
  another?: () => Promise<Implementation>,
): Promise<CaseResult> {
  const cases = [...casesOf(name).slice(0, 3), repetitionCase(name, 10)];
  const { results } = await judge(only(name, change), { cases, another });
  return results.at(-1) as CaseResult;
}

const wrong = { spikes: [[7]], predicted: [2] };

describe('an early request, sent again at the end,', () => {
  it.each(['neuron', 'network'] as const)(
    'is answered by the reference as at first, also in another process: %s',
    async (name) => {
      expect(await repeated(name, undefined, async () => right)).toMatchObject({ outcome: 'passed' });
    },
  );

  it.each(['neuron', 'network'] as const)(
    'finds a simulator that drifts, or depends on its process: %s',
    async (name) => {
      let requests = 0;
      await repeated(name, (answer) => {
        requests++;
        return answer;
      });
      const drifting = (answer: object, request: number) => (request >= requests ? { ...answer, ...wrong } : answer);
      expect(await repeated(name, drifting)).toMatchObject({ outcome: 'failed' });
      const another = async () => only(name, (answer) => ({ ...answer, ...wrong }));
      const { failure } = await repeated(name, undefined, another);
      expect(failure?.message).toBe('answers an early request of the check differently in another process');
    },
  );
});

/** The constants of the request before, if it has as many neurons and steps. */
function lateBy(name: Name): Implementation {
  const run = right[name] as (input: unknown) => unknown;
  let before: { readonly shape: string; readonly constants: object } | undefined;
  const late = (input: unknown) => {
    const constants = Object.fromEntries(Object.entries(input as object).filter(([, one]) => typeof one === 'number'));
    const shape = JSON.stringify(input, (_, one) => (typeof one === 'number' ? 0 : one));
    const used = before?.shape === shape ? before.constants : constants;
    before = { shape, constants };
    return run({ ...(input as object), ...used });
  };
  return { name: 'late', precision: 'float64', [name]: late };
}

describe('an early request, sent again right after one with other numbers,', () => {
  it.each(['neuron', 'network'] as const)(
    'finds a simulator that uses those of the request before: %s',
    async (name) => {
      const cases = [...casesOf(name).slice(0, 3), repetitionCase(name, 10)];
      const { results } = await judge(lateBy(name), { cases });
      expect(results.at(-1)).toMatchObject({
        outcome: 'failed',
        failure: { message: expect.stringContaining('it depends on the request before') },
      });
    },
  );
});

describe('the failure of a repetition', () => {
  const voltage = (by: number) => (answer: object, request: number) => {
    const { voltage: rows = [] } = answer as { readonly voltage?: readonly (readonly number[])[] };
    return request < 4 ? answer : { ...answer, voltage: rows.map((row) => row.map((one) => one + by)) };
  };

  it('names the first number that differs', async () => {
    const { failure } = await repeated('neuron', voltage(0.5));
    expect(failure).toMatchObject({ stage: 'voltage[0][0]', expected: expect.stringMatching(/^0\.\d+$/) });
    expect(failure?.got).toBe(`when it is sent again (time 1): ${Number(failure?.expected) + 0.5}`);
    expect(failure).not.toHaveProperty('instead');
  });

  it('says so if only last digits differ', async () => {
    expect((await repeated('neuron', voltage(1e-14))).failure).toMatchObject({ instead: 'rounding' });
  });

  it('names an error', async () => {
    const { failure } = await repeated('neuron', (answer, request) => {
      if (request >= 4) throw new Error('too late');
      return answer;
    });
    expect([failure?.expected, failure?.got]).toEqual(['an answer', 'when it is sent again (time 1): Error: too late']);
  });
});

describe('a repetition', () => {
  it('is skipped if no other process starts', async () => {
    const fault = new ImplementationFault('crash', 'start', 'the device is busy');
    const result = await repeated('neuron', undefined, () => Promise.reject(fault));
    expect(result).toMatchObject({ outcome: 'skipped', reason: 'does not run a second time: the device is busy' });
  });

  it('is not applicable if no request was answered', async () => {
    const { results } = await judge(only('neuron'), { cases: [repetitionCase('neuron', 10)] });
    const reason = 'answered no request for neuron before';
    expect(results[0]).toMatchObject({ outcome: 'not applicable', reason });
  });
});
