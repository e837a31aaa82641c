import { describe, expect, it } from 'vitest';
import { conventionFields, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { rules } from '../../src/conformance/conventions/words.ts';
import {
  answerWhy,
  type CompareOutput,
  compareSchema,
  reportComparison,
  rowsThatDiffer,
} from '../../src/report/compare.ts';
import { formatText } from '../../src/report/text.ts';
import { someFingerprint as fingerprint, madeUpComparison as made } from './made-up-comparison.ts';

const withoutRules = { rules: [], verification: null, separation: null } as const;
const rounding = { largestVoltageDifference: 2.2e-16 };

const nearest = { words: 'exact, >', conventions: nengoConventions, explained: 4, compared: 6, deviation: null };
const unknown = {
  a: { ...fingerprint, conventions: nengoConventions },
  b: { ...fingerprint, outcome: 'outside', conventions: null, nearest },
} as const;
const many = { reset: 'subtract', comparison: '>=', floor: 'none', integrator: 'euler', spikeHeight: '1' } as const;
const differing = (what: 'voltage' | 'failure') => ({ separation: { ...made().separation, what } as never });
const height = { field: 'spikeHeight', matters: 0 } as const;

const situations: Readonly<Record<string, CompareOutput>> = {
  'a rule differs': made(),
  'many rules differ': made({}, many),
  'only the spike height differs': made({ rules: [height], rounding }, many),
  'only rounding differs': made({ ...withoutRules, level: 'steps', rounding }),
  'all numbers are equal': made({
    ...withoutRules,
    level: 'bits',
    rounding: { largestVoltageDifference: 0 },
  }),
  'no input is answered': made({ ...withoutRules, level: null }),
  'only voltages differ': made({ level: 'steps', ...differing('voltage') }),
  'one answers less': made({ ...withoutRules, level: 'none', ...differing('failure') }),
  'the rules of one are not known': made({ ...withoutRules, rules: null, fingerprints: unknown }),
  'no level is reached': made({ level: 'none' }),
  'all spikes come late': made({ ...withoutRules, rules: null, level: 'shifted', shift: 'late' }),
};

describe('the report of a comparison', () => {
  it('answers in every situation as in spec/report/golden/answers.txt', async () => {
    for (const output of Object.values(situations)) expect(compareSchema.parse(output)).toEqual(output);
    const answers = Object.entries(situations).map(([name, output]) => `If ${name}:\n${answerWhy(output)}\n`);
    await expect(answers.join('\n')).toMatchFileSnapshot('golden/answers.txt');
  });

  it('puts the rule that matters on most inputs first', () => {
    const found = [
      { field: 'floor', matters: 2 },
      { field: 'reset', matters: 90 },
      { field: 'spikeHeight', matters: 0 },
    ] as const;
    const rows = rowsThatDiffer(made({ rules: found }));
    expect(rows.map(({ rule }) => rule.name)).toEqual(['reset', 'floor', 'spike height']);
  });

  it('says what the difference costs in a network', () => {
    const digits = { source: 'rules', images: 20, amplitude: 0.01, right: { a: 20, b: 17 }, otherClass: 4 } as const;
    expect(formatText(reportComparison(made({ digits })))).toContain(
      'Its accuracy is 100.0 % (20 of 20) with A and 85.0 % (17 of 20) with B. They give 4 of 20 digits different classes.',
    );
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
