import { describe, expect, it } from 'vitest';
import { laws } from '../../properties/laws.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { spikesIgnoreAmplitude } from '../../properties/neuron/lif-amplitude.ts';
import { firesAsTextbook } from '../../properties/neuron/lif-declared.ts';
import { silentAtCurrentOne } from '../../properties/neuron/lif-threshold.ts';
import { findClause } from '../../src/conformance/clauses.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { changed, withVoltages } from './changed.ts';
import { casesOf, judged, lifCases, mutant, outcomesOf, right } from './judged.ts';

describe('a verdict', () => {
  it('shows which laws hold for the reference and which do not apply', async () => {
    const neuronsOnly = { name: 'neurons only', precision: 'float64', neuron: right.neuron } as Implementation;
    const some = laws.filter(({ clause }) => ['threshold', 'randomness'].includes(clause));
    const verdict = await judged(neuronsOnly, { cases: casesOf(some) });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['passed', 'not applicable']));
    const { cases } = verdict.clauses.find(({ id }) => id === 'randomness') ?? { cases: [] };
    expect(cases[0]).toMatchObject({
      outcome: 'not applicable',
      reason: 'does not support seeded',
      missing: ['seeded'],
    });
  });

  it('reports the clause that a mutant breaks', async () => {
    const cases = casesOf(lifLaws.filter((one) => ['threshold', 'reset', 'floor'].includes(one.clause)));
    const verdict = await judged(mutant('comparison=>='), { cases });
    const broken = verdict.clauses.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id);
    expect(broken).toContain('threshold');
    expect(verdict.conforming).toBe(false);
  });

  it('breaks no clause about when neurons fire if only their spike height is wrong', async () => {
    const ofNeurons = publishedVectors().filter(({ capability }) => capability === 'neuron');
    const cases = [...ofNeurons.map((vector) => vectorCase(vector)), ...lifCases];
    const verdict = await judged(mutant('spikeHeight=1/dt'), { cases });
    const broken = verdict.clauses.filter(({ outcome }) => outcome === 'broken');
    expect(broken.map(({ id, statement }) => [id, statement])).toEqual([
      ['spike-height', expect.stringMatching(/^A spike lasts one step and has the height amplitude\/dt/)],
    ]);
    const moved = broken[0]?.cases.find(({ id }) => id === 'neuron/lif/tutorial-at-zero');
    expect(moved?.failure).toMatchObject({ stage: 'spike height', clause: 'spike-height' });
    expect(verdict.clauses.find(({ id }) => id === 'threshold')?.outcome).toBe('holds');
  });

  it('shows the smallest failing case as data, with spike trains', async () => {
    const verdict = await judged(mutant('comparison=>='), { cases: casesOf([silentAtCurrentOne]) });
    const shown = verdict.clauses[0]?.cases[0]?.failure;
    expect(shown?.expected).toMatch(/^(steps \d+ to \d+: )?·+ {2}no spike$/);
    expect(shown?.got).toMatch(/^(steps \d+ to \d+: )?[·|]+ {2}\d+ spikes?: \d+/);
    expect(shown?.smallest).toMatchObject({
      id: 'lif/silent-at-current-one',
      exchanges: [{ capability: 'neuron', input: { initialVoltage: [1] }, got: { spikes: [[0]] } }],
    });
  });

  it('says how far off a voltage may be', async () => {
    const raised = changed({ answer: withVoltages((voltage) => voltage + 1e-9) });
    const vectors = publishedVectors().filter(({ id }) => id === 'neuron/lif/amplitude-0.5');
    const cases = [...vectors.map((one) => vectorCase(one)), ...casesOf([firesAsTextbook])];
    const text = formatText(reportVerdict(await judged(raised, { cases })));
    expect(text).toMatch(/first difference: voltage, step 0, neuron 0 \(allowed: \d\.\de-1\d\)/);
    expect(text).toMatch(/expected .*voltage \S+ ± \d\.\de-1\d after step \d+/);
  });

  it('on laws alone conforms if they hold, but says nothing of bits', async () => {
    const verdict = await judged(right, { cases: casesOf([silentAtCurrentOne, spikesIgnoreAmplitude]) });
    expect(verdict).toMatchObject({ bitIdentical: false, conforming: true });
  });
});

describe('the clause or claim of a law or vector', () => {
  it('has a statement and a reason why it matters', () => {
    const needed = [...new Set([...laws, ...publishedVectors()].map(({ clause }) => clause))];
    expect(needed.map(findClause).filter(({ statement, why }) => statement === '' || why === '')).toEqual([]);
  });
});
