import { describe, expect, it } from 'vitest';
import { conventionFields, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Fingerprint } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { answerWhy, type CompareOutput, compareSchema, rowsThatDiffer } from '../../src/report/compare.ts';
import { reportComparison } from '../../src/report/compare-document.ts';
import { formatHtml } from '../../src/report/html.ts';
import { rules } from '../../src/report/rules.ts';
import { formatText } from '../../src/report/text.ts';
import { drawTraces } from '../../src/report/traces.ts';
import { someFingerprint as fingerprint, madeUpComparison as made } from './made-up-comparison.ts';

const withoutRules = { rules: [], verification: null, separation: null } as const;
const rounding = { largestVoltageDifference: 2.2e-16, decisions: 16120, undecided: 58 };

describe('the report of a comparison', () => {
  it('begins with the answer', () => {
    expect(compareSchema.parse(made())).toEqual(made());
    expect(answerWhy(made())).toBe(
      'Alpha 1.0 (A) and Beta 1.0 (B) agree at level counts (same spikes on 3 of 10 inputs): A resets to zero, while B resets by subtraction.',
    );
  });

  it.each<[string, Partial<CompareOutput>, string]>([
    [
      'only rounding differs',
      { ...withoutRules, level: 'steps', rounding },
      'follow the same rules and agree at level steps: only rounding differs; voltages differ by at most 2.2e-16, and rounding could change 58 of 16,120 decisions about whether a neuron fires (it did on 1 input, not counted here).',
    ],
    [
      'all numbers are equal',
      { ...withoutRules, level: 'bits', rounding: { ...rounding, largestVoltageDifference: 0 } },
      'follow the same rules and agree at level bits: all voltages are equal, and rounding could',
    ],
    ['nothing was answered', { ...withoutRules, level: null }, 'could not be compared: no input is answered by both'],
    [
      'voltages differ',
      { level: 'steps', separation: { ...made().separation, what: 'voltage' } as never },
      'agree at level steps, but their voltages differ: A resets to zero',
    ],
    [
      'one answers less',
      { ...withoutRules, level: 'none', separation: { ...made().separation, what: 'failure' } as never },
      ': only one of them answers some inputs.',
    ],
    [
      'the rules are not known',
      {
        ...withoutRules,
        rules: null,
        fingerprints: { a: { ...fingerprint, conventions: nengoConventions }, b: unknownRules() },
      },
      'inputs): B matches no known rules (closest: exact, >).',
    ],
    ['spikes differ', { level: 'none' }, '(B) differ (same spikes on 3 of 10 inputs): A resets to zero, while'],
    [
      'there is only a network',
      { ...withoutRules, rules: null, fingerprints: null, level: 'steps' },
      'at level steps.',
    ],
    [
      'all come late',
      { ...withoutRules, rules: null, level: 'shifted', shift: 'late' },
      'level shifted, all one step late (',
    ],
  ])('answers if %s', (_, changes, sentence) => expect(answerWhy(made(changes))).toContain(sentence));

  it('names three rules in its answer, and counts the others', () => {
    const many = { reset: 'subtract', comparison: '>=', floor: 'none', integrator: 'euler', spikeHeight: '1' } as const;
    const output = made({}, many);
    expect(answerWhy(output)).toMatch(
      /: A .*, while B .*; A .*, while B .*; A .*, while B .*; and 2 more rules differ\.$/,
    );
    expect(
      answerWhy(made({ rules: [{ field: 'spikeHeight', matters: 0, explains: false }], rounding }, many)),
    ).toContain(
      'follow the same rules, except that A has spikes of height amplitude/dt, while B has spikes of height 1, and agree',
    );
  });

  it('puts the rule that matters on most inputs first', () => {
    const found = [
      { field: 'floor', matters: 2, explains: true },
      { field: 'reset', matters: 90, explains: false },
      { field: 'spikeHeight', matters: 0, explains: false },
    ] as const;
    const rows = rowsThatDiffer(made({ rules: found }));
    expect(rows.map(({ rule, explains }) => [rule.name, explains])).toEqual([
      ['reset', false],
      ['floor', true],
      ['spike height', false],
    ]);
  });

  it('says what the difference costs in a network', () => {
    const digits = { source: 'rules', images: 20, amplitude: 0.01, right: { a: 20, b: 17 }, otherClass: 4 } as const;
    expect(formatText(reportComparison(made({ digits })))).toContain(
      'Its accuracy is 100.0 % (20 of 20) with A and 85.0 % (17 of 20) with B. They give 4 of 20 digits different classes.',
    );
  });

  it('draws both traces, with a description', () => {
    const html = formatHtml(reportComparison(made(), drawTraces(made())));
    expect(html).toMatch(/<svg [^>]*role="img"[\s\S]*<title id="figure-title">Voltages and spikes of both/);
    expect(html.match(/stroke="#D55E00"|stroke="#0072B2"/g)?.length).toBeGreaterThanOrEqual(4);
    expect(drawTraces(made({ separation: null }))).toBeUndefined();
  });

  it('tells every choice of every rule in other words', () => {
    for (const { fields, tell, describe: cell } of rules)
      for (const field of fields.filter((one) => one !== 'refractory')) {
        const { choices } = conventionFields[field as keyof typeof conventionFields];
        const all = choices.map((choice) => ({ ...nengoConventions, [field]: choice }));
        expect(new Set(all.map(tell)).size, field).toBe(choices.length);
        expect(new Set(all.map(cell)).size, field).toBe(choices.length);
      }
  });
});

function unknownRules(): Fingerprint {
  const nearest = { words: 'exact, >', conventions: nengoConventions, explained: 4, compared: 6, deviation: null };
  return { ...fingerprint, outcome: 'outside', conventions: null, nearest };
}
