import { describe, expect, it } from 'vitest';
import { keepsNoState } from '../../properties/nir/graph.ts';
import { trainsFromSeedAlone } from '../../properties/trained/accuracy.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { CapabilityName, Implementation } from '../../src/conformance/implementation.ts';
import type { Case, CaseResult } from '../../src/conformance/judge/case.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import { withRepetitions } from '../../src/conformance/judge/repetition.ts';
import type { Law } from '../../src/conformance/law.ts';
import { ImplementationFault } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { describeSlow } from '../slow.ts';
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
async function failing(implementation: Implementation, runs = 10): Promise<string[]> {
  const { results } = await judge(implementation, { cases: withRepetitions(casesOf([]), vectors, runs) });
  return results.filter(({ outcome }) => outcome === 'failed').map(({ case: { id } }) => id);
}

/** What becomes of the last case, which repeats the first request of a law. */
async function repeated(law: Law, implementation: Implementation, another?: Implementation): Promise<CaseResult> {
  const exploration = { seed: 1, numRuns: 5 };
  const cases = withRepetitions([lawCase(law, exploration)], vectors, 10);
  const { results } = await judge(implementation, { cases, another: async () => another ?? right });
  return results.find(({ case: { id } }) => id === `repeat/${law.needs[0]}`) as CaseResult;
}

const wrong = { spikes: [[7]], gain: [1], filtered: [1], predicted: [2], initialVoltage: [0.5] };

describe.each(capabilities)('the first request for %s, sent again at the end', (name) => {
  it('is answered by the reference as at first', async () => {
    expect(await failing(only(name))).toEqual([]);
  });

  it.each<[string, (request: number) => boolean]>([
    ['warms up: only the first answer is wrong', (request) => request === 1],
    ['drifts: answers are wrong after 250 requests', (request) => request > 250],
    ['follows something else, such as a timer: some answers are wrong', (request) => request % 97 === 0],
  ])('finds a simulator that %s', async (_, isWrong) => {
    const simulator = only(name, (answer, request) => (isWrong(request) ? { ...answer, ...wrong } : answer));
    expect(await failing(simulator)).toEqual([`repeat/${name}`]);
  });

  it('finds a simulator whose answers depend on the wall clock', async () => {
    const simulator = only(name, (answer) => {
      const now = performance.now();
      return { ...answer, ...{ spikes: [[now]], gain: [now], filtered: [now], predicted: [now] } };
    });
    expect(await failing(simulator)).toEqual([`repeat/${name}`]);
  });
});

describe.each([
  ['nir', keepsNoState, { spikes: [[1, 2]] }],
  ['training', trainsFromSeedAlone, { rateAccuracy: 0.4, spikingAccuracy: 0.3 }],
] as const)('the first request of a law about %s, sent again at the end', (name, law, otherwise) => {
  it('is answered by the reference as at first', async () => {
    expect(await repeated(law, only(name))).toMatchObject({ outcome: 'passed' });
  });

  it('finds a simulator whose last answer drifts', async () => {
    let requests = 0;
    const counting = only(name, (answer) => {
      requests++;
      return answer;
    });
    await repeated(law, counting);
    const drifting = only(name, async (answer, request) => ({
      ...(await answer),
      ...(request === requests && otherwise),
    }));
    expect(await repeated(law, drifting)).toMatchObject({ outcome: 'failed' });
  });

  it('finds a simulator that depends on its process', async () => {
    const another = only(name, async (answer) => ({ ...(await answer), ...otherwise }));
    expect(await repeated(law, only(name), another)).toMatchObject({ outcome: 'failed' });
  });

  it('does not exist if no request was answered', async () => {
    const { results } = await judge(only(name), { cases: withRepetitions(casesOf([]), vectors, 10) });
    const result = results.find(({ case: { id } }) => id === `repeat/${name}`);
    expect(result).toMatchObject({ outcome: 'not applicable', reason: `no request for ${name} was answered before` });
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
      ...{ id: 'first', clause: 'spike-height', kind: 'law', title: 'is first', assumes: [] },
      ...{ needs: ['neuron'], run: async () => ({}) },
    };
    await judge({ ...right, neuron }, { cases: withRepetitions([first], vectors, 1) });
    expect(inputs.length).toBe(2);
    expect(new Set(inputs).size).toBe(1);
  });
});

describeSlow('after thousands of requests', async () => {
  const { casesFor } = planCheck(loadSuite(), { conventions: 'nengo', runs: 30 });
  const right = reference('float64');
  const wrong = { spikes: [[7]], gain: [1], filtered: [1], predicted: [2] };

  describe.each(['neuron', 'tuning', 'synapse', 'network', 'seeded', 'nir'] as const)(
    'a check of %s alone',
    {
      timeout: 300_000,
    },
    (name) => {
      it('finds a simulator that is wrong after 3,000 requests', async () => {
        let requests = 0;
        const run = right[name] as (input: unknown) => object;
        const drifting: Implementation = {
          ...{ name: 'drifting', precision: 'float64' },
          [name]: (input: unknown) => {
            requests++; // counts refused requests, too
            return requests > 3000 ? { ...run(input), ...wrong } : run(input);
          },
        };
        const { results } = await judge(drifting, { cases: casesFor(nengoConventions, 'float64') });
        const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ case: { id } }) => id);
        expect(failed).toEqual([`repeat/${name}`]);
      });
    },
  );

  it('a check of neurons and networks finds neurons that are wrong after 3,000 requests of both', {
    timeout: 300_000,
  }, async () => {
    let requests = 0;
    const { neuron, network } = right as Required<Implementation>;
    const drifting: Implementation = {
      ...{ name: 'drifting', precision: 'float64' },
      neuron: (input) => (++requests > 3000 ? { ...neuron(input), ...wrong } : neuron(input)),
      network: (input) => {
        requests++;
        return network(input);
      },
    };
    const { results } = await judge(drifting, { cases: casesFor(nengoConventions, 'float64') });
    const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ case: { id } }) => id);
    expect(failed).toContain('repeat/neuron');
  });
});
