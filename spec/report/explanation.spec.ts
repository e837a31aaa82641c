import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportExplanation } from '../../src/report/explanation.ts';
import { formatText } from '../../src/report/text.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';

const saved: ExplainOutput = JSON.parse(readFileSync('fixtures/studies/nengo-dl-explain/explanation.json', 'utf8'));
const textOf = (changes: Partial<ExplainOutput>) => formatText(reportExplanation({ ...saved, ...changes }));

describe('the report of an explanation', () => {
  it('omits tables of what was not measured', () => {
    expect(textOf({ floors: [], variations: [], streams: [] })).not.toMatch(/^(Floors|Variations|Two images)/m);
  });
});
