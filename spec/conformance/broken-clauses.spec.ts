import { describe, expect, it } from 'vitest';
import { everyStageFollows } from '../../properties/network/differential.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { networkOf } from '../../src/conformance/chosen-simulator.ts';
import type { CaseResult } from '../../src/conformance/judge/case.ts';
import { makeVerdict } from '../../src/conformance/judge/make-verdict.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { casesOf, judged, mutant, passes } from './judged.ts';

describe('the broken clauses', () => {
  const failing = (id: string, clause: string, inputLength: number): CaseResult => ({
    case: { ...passes, id, clause },
    outcome: 'failed',
    failure: { message: '', expected: '', got: '' },
    inputLength,
  });
  const brokenBy = (results: readonly CaseResult[]) => {
    const implementation = { name: 'one', precision: 'float64', capabilities: ['neuron'] } as const;
    const conventions = { source: 'Nengo', differing: {} } as const;
    const exploration = { seed: 1830, numRuns: 2 };
    return makeVerdict({ results }, { implementation, conventions, exploration, diagnosis: null }).broken;
  };

  it('come in the order of their smallest failing input', () => {
    const results = [failing('a', 'reset', 900), failing('b', 'floor', 300), failing('c', 'reset', 200)];
    expect(brokenBy(results)).toEqual(['reset', 'floor']);
  });

  it('end with those that follow from others, however small their inputs are', () => {
    expect(brokenBy([failing('a', 'start', 10), failing('b', 'threshold', 4000)])).toEqual(['threshold', 'start']);
  });

  it('end with randomness, because draws that ignore the seed are not random either', () => {
    expect(brokenBy([failing('a', 'randomness', 10), failing('b', 'streams', 4000)])).toEqual([
      'streams',
      'randomness',
    ]);
  });

  it('are only those of neurons if these fail by themselves, and the failures of networks are summed up', async () => {
    const wrong = { refractoryExtra: 'one-step-more' };
    const { neuron, ...about } = mutant('refractoryExtra=one-step-more');
    const laws = [...lifLaws.filter(({ clause }) => clause === 'refractory'), everyStageFollows];
    const program = { ...about, ...(neuron && { neuron }), network: networkOf(wrong) };
    const verdict = await judged(program, { cases: casesOf(laws) });
    expect(verdict.broken).toEqual(['refractory']);
    const text = formatText(reportVerdict(verdict));
    expect(text).toMatch(/^Fix the neurons first: \d+ more failures? may follow from them \(.*\)$/m);
    expect(text).not.toMatch(/network\/.*does not hold/);
  });
});
