import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { formatExplanationText } from '../../src/report/explanation.ts';
import { drawExplanation, formatExplanationHtml } from '../../src/report/explanation-html.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { madeUpExplanation } from './made-up-explanation.ts';

const titles = [
  'Checklist at amplitude 0.5, with floor 0',
  'Accuracy, and where it is lost',
  'Remedies',
  'Spikes and expected rates',
  'Floors at amplitude 0.5',
  'Variations at amplitude 0.5',
];

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
  const remedies = {
    accuracy: { rate: 0.9, floored: 0.8, free: 0.85 },
    drop: { total: 0, rates: 0, spikes: 0, floor: 0 },
  };
  const output: ExplainOutput = {
    ...madeUpExplanation,
    answer: ['The floor takes < 40 points.'],
    amplitudes: madeUpExplanation.amplitudes.map((one) => ({
      ...one,
      remedies: { ...one.remedies, retrained: remedies, retrainedRescaled: remedies },
    })),
  };
  const page = formatExplanationHtml(output);

  it('contains the answer, every table under its title, and one figure', () => {
    expect(page).toContain('The floor takes &lt; 40 points.');
    const headings = [...page.matchAll(/<h2>([^<]*)/g)].map(([, text]) => text);
    expect(headings).toEqual([...titles, 'Settings and versions']);
    expect(page.match(/<table/g)).toHaveLength(6);
    expect(page.match(/<svg/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|(src|href)="|url\(|@import/);
  });

  it('labels all its curves, including those of remedies, and has a description', () => {
    const svg = parseHTML(`<body>${drawExplanation(output)}</body>`).document;
    const names = Array.from(svg.querySelectorAll('g[aria-label="text"] text'), (text) => text.textContent);
    const remedies = ['retrained, plain', 'retrained, rescaled', 'weights ÷ k'];
    expect(names.sort()).toEqual([
      'rate network',
      ...remedies.slice(0, 2),
      'spiking, floor 0',
      'spiking, no floor',
      remedies[2],
    ]);
    expect(svg.querySelector('desc')?.textContent).toBe('The floor takes < 40 points.');
  });

  it('omits tables of what was not measured', () => {
    const quick = formatExplanationHtml({ ...output, streams: [], floors: [], variations: [] });
    expect(quick.match(/<table/g)).toHaveLength(4);
  });
});
