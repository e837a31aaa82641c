import { describe, expect, it } from 'vitest';
import { formatExplanationText } from '../../src/report/explanation.ts';
import { formatExplanationHtml } from '../../src/report/explanation-html.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { readExplanation } from '../../src/study/results/read-saved.ts';

// saved-study.spec.ts compares its text and page
const saved = readExplanation('fixtures/studies/nengo-dl-explain');
/** Its amplitudes, with networks that were retrained. */
const retrained = saved.amplitudes.map(({ remedies: { rescaled }, ...one }) => ({
  ...one,
  remedies: rescaled ? { rescaled, retrained: rescaled, retrainedRescaled: rescaled } : {},
}));

describe('an explanation as text', () => {
  it('has no cost of silent neurons that were not removed, and no remedy if no neuron is silent', () => {
    const rowOf = (...fractions: readonly number[]) => {
      const { withoutSilent: _, ...rest } = saved;
      const neurons: ExplainOutput['neurons'] = fractions.map((silent) => ({ silent, saturated: 0 }));
      const [row = ''] = /^silent neurons.*$/m.exec(formatExplanationText({ ...rest, neurons })) ?? [];
      return row.trim().split(/ {2,}/).join(' ');
    };
    expect(rowOf(0.25, 0.5)).toBe('silent neurons 25.0 %, 50.0 % have rate 0 for every image – remove them –');
    expect(rowOf(0, 0)).toBe('silent neurons 0.0 %, 0.0 % have rate 0 for every image – – –');
  });

  it('says how networks were retrained, if they were, and what that gives', () => {
    const retraining = { seed: 0, epochs: 2, trainImages: 500, batchSize: 50 };
    const settings = { ...saved.settings, images: 50 };
    const text = formatExplanationText({ ...saved, settings, amplitudes: retrained, retraining });
    expect(text.split('\n')[1]).toMatch(
      /; retrained from seed 0, 2 × 500 images; k = amplitude\/0.01; a loss of 3 images \(6.0 points\) or fewer may be chance$/,
    );
    expect(text).toContain('accuracy, %, retrained, plain');
  });
});

describe('an explanation as a page', () => {
  it('escapes its answer and needs no other file', () => {
    const page = formatExplanationHtml({ ...saved, answer: ['The floor takes < 40 points.'] });
    expect(page).toContain('The floor takes &lt; 40 points.');
    expect(page).not.toMatch(/<script|(src|href)="|url\(|@import/);
  });

  it('names networks that were retrained, in the table and in the figure', () => {
    const page = formatExplanationHtml({ ...saved, amplitudes: retrained });
    const names = ['retrained, plain', 'retrained, rescaled'];
    const places = [...page.matchAll(/>([^<>]*)(retrained, [^<]*)</g)].map(([, before, name]) => `${before}${name}`);
    expect(places).toEqual([...names, ...names.map((name) => `accuracy, %, ${name}`)]);
  });

  it('omits tables of what was not measured', () => {
    const quick = formatExplanationHtml({ ...saved, streams: [], floors: [], variations: [] });
    expect(quick.match(/<table/g)).toHaveLength(4);
  });
});
