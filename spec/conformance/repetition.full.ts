import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import { reference } from '../../src/conformance/reference.ts';

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
