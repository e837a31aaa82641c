import { describe, expect, it } from 'vitest';
import { laws } from '../../properties/laws.ts';
import { spikesIgnoreAmplitude } from '../../properties/neuron/lif-amplitude.ts';
import { firesAsDeclared } from '../../properties/neuron/lif-declared.ts';
import { voltagesAsTextbook } from '../../properties/neuron/lif-forms.ts';
import { silentAtCurrentOne } from '../../properties/neuron/lif-threshold.ts';
import { subjects } from '../../src/conformance/clauses.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { ExchangeShown, Failure } from '../../src/conformance/judge/case.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { subjectOf } from '../../src/conformance/vectors/vectors.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { changed, withVoltages } from './changed.ts';
import { casesOf, judged, lifCases, mutant, outcomesOf, right } from './judged.ts';

describe('a verdict', () => {
  it('shows which laws hold for the reference and which do not apply', async () => {
    const neuronsOnly = { name: 'neurons only', precision: 'float64', neuron: right.neuron } as Implementation;
    const verdict = await judged(neuronsOnly, { cases: casesOf(laws) });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['passed', 'not applicable']));
    const { cases } = verdict.claims.find(({ id }) => id === 'C1') ?? { cases: [] };
    expect(cases.map(({ outcome, reason, missing }) => [outcome, reason, missing])).toEqual([
      ['not applicable', 'does not support tuning', ['tuning']],
      ['not applicable', 'does not support seeded', ['seeded']],
      ['not applicable', 'does not support seeded', ['seeded']],
    ]);
  });

  it.each([
    ['neuron', ['C2', 'C3', 'C4']],
    ['network', ['C4', 'C7', 'C12', 'F1']],
    ['tuning', ['C1', 'C2', 'C3', 'C4', 'C10']],
    ['seeded', ['C1', 'C8', 'C9']],
    ['synapse', ['C4', 'C12']],
  ] as const)('lists no claim that a capability cannot show: %s', async (capability, shown) => {
    const able = { name: 'one capability', precision: 'float64', [capability]: right[capability] } as Implementation;
    const vectors = publishedVectors().filter((vector) => vector.capability === capability);
    const verdict = await judged(able, { cases: vectors.map((vector) => vectorCase(vector)) });
    expect(verdict.claims.map(({ id }) => id).filter((id) => /^[CF]\d/.test(id))).toEqual(shown);
  });

  it.each([
    ['fires-at-threshold', 'threshold'],
    ['resets-by-subtraction', 'reset'],
    ['amplitude-on-input', 'C4'],
    ['ignores-refractory-time', 'refractory'],
  ])('reports the claim that a mutant breaks, and the mutant: %s', async (name, claim) => {
    const verdict = await judged(mutant(name), { cases: lifCases });
    const broken = verdict.claims.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id);
    expect(broken).toContain(claim);
    expect(verdict.conforming).toBe(false);
    expect(verdict.looksLike.map((one) => one.name)).toContain(name);
  });

  it('breaks no claim about when neurons fire if only their spike height is wrong', async () => {
    const ofNeurons = publishedVectors().filter(({ capability }) => capability === 'neuron');
    const cases = [...ofNeurons.map((vector) => vectorCase(vector)), ...lifCases];
    const verdict = await judged(mutant('amplitude-squared'), { cases });
    const broken = verdict.claims.filter(({ outcome }) => outcome === 'broken');
    expect(broken.map(({ id, statement }) => [id, statement])).toEqual([
      ['C4', "Doubling the amplitude doubles a layer's output."],
      ['spike-height', expect.stringMatching(/^A spike lasts one step and has the height amplitude\/dt/)],
    ]);
    const moved = broken[1]?.cases.find(({ id }) => id === 'neuron/lif/tutorial-at-zero');
    expect(moved?.failure).toMatchObject({ stage: 'spike height', subject: 'spike-height' });
    expect(verdict.claims.find(({ id }) => id === 'C3')?.outcome).toBe('holds');
    // with other spikes, too, it breaks its own claim
    const late = await judged(mutant('resets-by-subtraction'), { cases });
    expect(late.claims.map(({ id }) => id)).not.toContain('spike-height');
  });

  it('shows the smallest failing case as data, with spike trains', async () => {
    const verdict = await judged(mutant('fires-at-threshold'), { cases: casesOf([silentAtCurrentOne]) });
    const shown = verdict.claims[0]?.cases[0]?.failure;
    expect(shown?.expected).toMatch(/^(steps \d+ to \d+: )?·+ {2}no spike$/);
    expect(shown?.got).toMatch(/^(steps \d+ to \d+: )?[·|]+ {2}\d+ spikes?: \d+/);
    expect(shown?.smallest).toMatchObject({
      id: 'lif/silent-at-current-one',
      exchanges: [{ capability: 'neuron', input: { initialVoltage: [1] }, got: { spikes: [[0]] } }],
    });
  });

  it('drops the neurons and steps that a failing input does not need', async () => {
    const late = lawCase(firesAsDeclared, { seed: 1830, numRuns: 6 }, { right });
    const { claims } = await judged(mutant('integrates-by-euler'), { cases: [late] });
    const failure = claims[0]?.cases[0]?.failure as Failure;
    const [{ input, got }] = (failure.smallest as { exchanges: [ExchangeShown] }).exchanges;
    const { initialVoltage, current } = input as NeuronInput;
    expect([initialVoltage.length, current.length]).toEqual([1, 1]);
    expect(failure.got).toContain(`voltage ${(got as NeuronOutput).voltage?.[0]?.[0]} after step 0`);
  });

  it('says how far off a voltage may be', async () => {
    const raised = changed({ answer: withVoltages((voltage) => voltage + 1e-9) });
    const vectors = publishedVectors().filter(({ id }) => id === 'neuron/lif/amplitude-0.5');
    const cases = [...vectors.map((one) => vectorCase(one)), ...casesOf([voltagesAsTextbook])];
    const text = formatText(reportVerdict(await judged(raised, { cases })));
    expect(text).toMatch(/first difference: voltage, step 0, neuron 0 \(allowed: \d\.\de-1\d\)/);
    expect(text).toMatch(/expected .*voltage \S+ ± \d\.\de-1\d after step \d+/);
  });

  it('on laws alone has no level, and conforms if they hold', async () => {
    const verdict = await judged(right, { cases: casesOf([silentAtCurrentOne, spikesIgnoreAmplitude]) });
    expect(verdict).toMatchObject({ level: null, conforming: true });
  });
});

describe('the claim or clause of a law or vector', () => {
  it('has a statement and a reason why it matters', () => {
    const explained = subjects.filter(({ statement, why }) => statement !== '' && why !== '').map(({ id }) => id);
    const ofVectors = publishedVectors().map(subjectOf);
    const needed = new Set([...laws.map(({ subject }) => subject), ...ofVectors]);
    expect([...needed].filter((id) => !explained.includes(id))).toEqual([]);
  });
});
