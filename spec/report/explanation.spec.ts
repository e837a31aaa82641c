import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportExplanation } from '../../src/report/explanation.ts';
import { formatText } from '../../src/report/text.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';

const saved: ExplainOutput = JSON.parse(readFileSync('fixtures/studies/nengo-dl-explain/explanation.json', 'utf8'));
const textOf = (changes: Partial<ExplainOutput>) => formatText(reportExplanation({ ...saved, ...changes }));

describe('the report of an explanation', () => {
  it('has no remedy if no neuron is silent', () => {
    const rowOf = (silent: number) => {
      const [row = ''] = /^ *silent neurons.*$/m.exec(textOf({ neurons: [{ silent, saturated: 0 }] })) ?? [];
      return row.trim();
    };
    expect(rowOf(0.25)).toMatch(/^silent neurons +25\.0 % have rate 0 for every image +\S+ +remove them/);
    expect(rowOf(0)).not.toContain('remove them');
  });

  it('omits tables of what was not measured', () => {
    expect(textOf({ floors: [], variations: [] })).not.toMatch(/^(Floors|Variations)/m);
  });
});
