import { describe, expect, it } from 'vitest';
import { formatExplanationText } from '../../src/report/explanation.ts';
import { formatExplanationHtml } from '../../src/report/explanation-html.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { madeUpExplanation } from './made-up-explanation.ts';

// saved-study.spec.ts compares the text and the page of a saved explanation
describe('an explanation as text', () => {
  it('has no cost of silent neurons that were not removed, and no remedy if no neuron is silent', () => {
    const rowOf = (change: Partial<ExplainOutput>) => {
      const { withoutSilent: _, ...rest } = madeUpExplanation;
      const [row = ''] = /^silent neurons.*$/m.exec(formatExplanationText({ ...rest, ...change })) ?? [];
      return row.trim().split(/ {2,}/).join(' ');
    };
    expect(rowOf({})).toBe('silent neurons 25.0 %, 50.0 % have rate 0 for every image – remove them –');
    const none = [0, 0].map((silent) => ({ silent, saturated: 0 }));
    expect(rowOf({ neurons: none })).toBe('silent neurons 0.0 %, 0.0 % have rate 0 for every image – – –');
  });

  it('says how networks were retrained, if they were', () => {
    const retraining = { seed: 0, epochs: 2, trainImages: 500, batchSize: 50 };
    const text = formatExplanationText({ ...madeUpExplanation, retraining });
    expect(text.split('\n')[1]).toMatch(
      /; retrained from seed 0, 2 × 500 images; k = amplitude\/0.01; a loss of less than 8.0 points may be chance$/,
    );
  });
});

describe('an explanation as a page', () => {
  it('escapes its answer and needs no other file', () => {
    const page = formatExplanationHtml({ ...madeUpExplanation, answer: ['The floor takes < 40 points.'] });
    expect(page).toContain('The floor takes &lt; 40 points.');
    expect(page).not.toMatch(/<script|(src|href)="|url\(|@import/);
  });

  it('omits tables of what was not measured', () => {
    const quick = formatExplanationHtml({ ...madeUpExplanation, streams: [], floors: [], variations: [] });
    expect(quick.match(/<table/g)).toHaveLength(4);
  });
});
