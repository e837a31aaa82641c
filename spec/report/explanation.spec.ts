import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { formatExplanationText } from '../../src/report/explanation.ts';
import { drawExplanation, formatExplanationHtml } from '../../src/report/explanation-html.ts';
import type { ExplainOutput } from '../../src/report/explanation-schema.ts';
import { madeUpExplanation } from './made-up-explanation.ts';

describe('an explanation, written', () => {
  it('is tables of accuracy, of spikes behind the first layer and of floors, then the answer', () => {
    const text = formatExplanationText(madeUpExplanation);
    const [title, what, , ...tables] = text.split('\n');
    expect(title).toMatch(/^lifspec .*: why accuracy falls, and what to change$/);
    expect(what).toContain('the miniature network, trained for amplitude 0.01, the first 50 test images');
    expect(tables).toEqual([
      '            accuracy, %                             points lost since 0.01                          than the best',
      'amplitude    rate  floor 0  no floor  weights ÷ k   in all  to the floor  by the rates  to spikes   worse',
      '     0.01   98.00    98.00     98.00        98.00     0.00          0.00          0.00       0.00      no',
      '      0.5   96.00    60.00     98.00        98.00    38.00         38.00          2.00      -2.00     yes',
      '',
      '            accuracy, %, weights ÷ k',
      'amplitude    rate  floor 0  no floor',
      '     0.01   98.00    98.00     98.00',
      '      0.5   98.00    98.00     97.00',
      '',
      '            spikes a neuron and step, layer 2',
      'amplitude   rate · dt  floor 0  no floor',
      '     0.01      0.0400   0.0500    0.0500',
      '      0.5      0.1000   0.2000    0.1200',
      '',
      'floor at 0.5  accuracy, %  low enough',
      '     floor 0        60.00          no',
      '    no floor        98.00         yes',
      '',
      '                        accuracy, %         as it is, same images   of test set',
      '         tried at 0.5   floor 0  no floor   floor 0  no floor       images',
      'floor in layer 2 only     62.00         –     60.00     98.00           50',
      '',
      'Because of the floor.',
      '',
    ]);
  });

  it('says how networks were trained anew, if they were', () => {
    const retraining = { seed: 0, epochs: 2, trainImages: 500, batchSize: 50 };
    const text = formatExplanationText({ ...madeUpExplanation, retraining });
    expect(text.split('\n')[1]).toMatch(/; retrained from seed 0, 2 × 500 images$/);
  });
});

describe('an explanation as a page', () => {
  const remedies = {
    accuracy: { rate: 0.9, floored: 0.8, free: 0.85 },
    fall: { total: 0, rates: 0, spikes: 0, floor: 0 },
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

  it('holds the answer, every table under its title, and one figure with a curve a way', () => {
    expect(page).toContain('The floor takes &lt; 40 points.');
    const headings = [...page.matchAll(/<h2>([^<]*)/g)].map(([, text]) => text);
    expect(headings).toEqual([
      'Accuracy, and where it goes',
      'Something done about the amplitude',
      'Spikes, and what rates promise',
      'How low a floor is enough',
      'What else was tried',
      'Settings and versions',
    ]);
    expect(page.match(/<table>/g)).toHaveLength(5);
    expect(page.match(/<svg/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|(src|href)="|url\(|@import/);
  });

  it('names its curves, those of remedies too, and says in words what they show', () => {
    const svg = parseHTML(`<body>${drawExplanation(output)}</body>`).document;
    const names = Array.from(svg.querySelectorAll('g[aria-label="text"] text'), (text) => text.textContent);
    expect(names.sort()).toEqual(
      [
        'rate network',
        'spiking, floor 0',
        'spiking, no floor',
        'weights ÷ k',
        'retrained plainly',
        'retrained in units of k',
      ].sort(),
    );
    expect(svg.querySelector('desc')?.textContent).toBe('The floor takes < 40 points.');
  });

  it('has no table of what was not asked for', () => {
    const quick = formatExplanationHtml({ ...output, floors: [], variations: [] });
    expect(quick.match(/<table>/g)).toHaveLength(3);
  });
});
