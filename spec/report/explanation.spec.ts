import { describe, expect, it } from 'vitest';
import { formatExplanationText } from '../../src/report/explanation.ts';
import { explain } from '../../src/study/explain.ts';
import { versions } from '../../src/version.ts';
import { someSettings } from '../study/made-up.ts';

describe('an explanation, written', () => {
  const right = (count: number) => Array.from({ length: 50 }, (_, image) => (image < count ? 1 : 0));
  const outcome = (count: number, second: number) => ({ right: right(count), spikes: [0.1, second] });
  const measured = [
    { rate: outcome(49, 0.04), floored: outcome(49, 0.05), free: outcome(49, 0.05), compensated: outcome(49, 0.05) },
    { rate: outcome(48, 0.1), floored: outcome(30, 0.2), free: outcome(49, 0.12), compensated: outcome(49, 0.05) },
  ].map((ways, index) => ({ amplitude: [0.01, 0.5][index] as number, ...ways }));
  const floors = [
    { minVoltage: 0, right: right(30) },
    { minVoltage: null, right: right(49) },
  ];

  it('is tables of accuracy, of spikes behind the first layer and of floors, then the answer', () => {
    const explanation = explain(measured, floors);
    const answer = ['Because of the floor.'];
    const text = formatExplanationText({
      versions,
      settings: someSettings,
      trainedAmplitude: 0.01,
      ...explanation,
      answer,
    });
    const [title, what, , ...tables] = text.split('\n');
    expect(title).toMatch(/^lifspec .*: why accuracy falls, and what to change$/);
    expect(what).toContain('the miniature network, trained for amplitude 0.01, the first 50 test images');
    expect(tables).toEqual([
      '            accuracy, %                             points lost                         than the best',
      'amplitude    rate  floor 0  no floor  weights ÷ k   to the floor  by the rate network   worse',
      '     0.01   98.00    98.00     98.00        98.00           0.00                 0.00      no',
      '      0.5   96.00    60.00     98.00        98.00          38.00                 2.00     yes',
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
      'Because of the floor.',
      '',
    ]);
  });
});
