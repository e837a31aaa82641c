import { describe, expect, it } from 'vitest';
import { printable, shownText } from '../../src/base/text.ts';
import { drawFigure } from '../../src/report/figure.ts';
import { formatHtml } from '../../src/report/html.ts';
import { figureOfStudies, reportStudies, reportSweep } from '../../src/report/studies.ts';
import { formatRowsCsv } from '../../src/report/study-tables.ts';
import { formatText } from '../../src/report/text.ts';
import type { NamedSweep } from '../../src/study/results/saved-results.ts';
import { madeUpRows, madeUpSeeds } from '../study/made-up.ts';

const fixed: NamedSweep = { name: 'a', ...madeUpSeeds([0]) };
const retrained: NamedSweep = { name: 'b', ...madeUpSeeds([0], { mode: 'retrained', rateAccuracy: 0.5 }) };
describe('the report on several studies', () => {
  const nameCurves = (...studies: NamedSweep[]) => figureOfStudies(studies).curves.map(({ name }) => name);
  const curves = (label: string) => ['spiking, floor 0', 'rate network'].map((one) => label + one);

  it('names curves by the origin of the weights, if there are several studies', () => {
    expect(nameCurves(fixed, retrained)).toEqual([...curves('fixed: '), ...curves('retrained: ')]);
    expect(nameCurves(fixed)).toEqual(curves(''));
  });

  it('names the folders if the weights have the same origin, and draws a shared rate network once', () => {
    const again = { ...fixed, name: 'b' };
    expect(nameCurves(fixed, again)).toEqual([...curves('fixed (a): '), ...curves('fixed (b): ').slice(0, 1)]);
  });

  it('refuses to draw more curves than can be distinguished', () => {
    const many = [...'abcdefghi'].map((name) => ({ ...fixed, name }));
    expect(() => drawFigure(figureOfStudies(many))).toThrow('a figure shows at most 8 and 4, so name fewer folders');
  });

  it('contains every answer, and all numbers under headings that differ', () => {
    const page = formatHtml(reportStudies([fixed, { name: 'b', ...madeUpSeeds([0, 1, 2]) }]));
    for (const sentence of fixed.answer) expect(page).toContain(sentence);
    const headings = [...page.matchAll(/<h2>([^<]*)/g)].map(([, text]) => text);
    expect(headings).toContain('Accuracy and spikes at every amplitude: fixed (a)');
    expect(new Set(headings).size).toBe(headings.length);
  });
});

describe('the CSV of a study', () => {
  it('has one line per row, and writes none for no floor', () => {
    const names =
      'mode,network,seed,amplitude,minVoltage,rescaled,images,spikingAccuracy,rateAccuracy,agreement,spikesPerNeuronStep1,spikesPerNeuronStep2';
    const row = 'fixed,miniature,0,0.01,none,false,100,0.9,0.9,0.9,0.1,0.2';
    expect(formatRowsCsv(madeUpSeeds([0], { minVoltage: null }).rows.slice(0, 1))).toBe(`${names}\n${row}\n`);
  });
});

describe('the summary over seeds', () => {
  const released = { lifspec: '1.2.3', specification: '1.2.0', protocol: 1 };
  const textOf = (seeds: readonly number[]) => formatText(reportSweep({ ...madeUpSeeds(seeds), versions: released }));

  it('of three seeds is what spec/report/golden/study.txt contains', async () => {
    await expect(textOf([0, 1, 2])).toMatchFileSnapshot('golden/study.txt');
  });

  it('does not exist for one seed, and gives no interval for two', () => {
    const [one, two] = [[0], [0, 1]].map(textOf);
    expect(one).not.toMatch(/Over seeds|seed +floor/);
    expect(two).toContain('none for fewer than 3 seeds.');
    expect(two).toMatch(/ 0\.01 +floor 0 +2 +87\.50 +– +3\.54/);
  });
});

describe('the report of a sweep on a terminal', () => {
  const accuracies = Array.from({ length: 20 }, (_, index) => 0.99 - index / 100);
  const rows = madeUpRows(accuracies, { rateAccuracy: 0.99 });
  const swept = { ...fixed, rows, settings: { ...fixed.settings, amplitudes: rows.map(({ amplitude }) => amplitude) } };

  it('is a plot instead of a long table, with the answer below it', () => {
    const lines = formatText(reportSweep(swept, true)).trimEnd().split('\n');
    const plot = lines.slice(
      lines.indexOf('accuracy, %: * spiking, floor 0   o rate network'),
      -fixed.answer.length - 3,
    );
    expect(plot.slice(0, 4)).toEqual([
      'accuracy, %: * spiking, floor 0   o rate network',
      ' 99.0 | *ooooooooooooooooooo',
      ' 97.5 |  **                 ',
      ' 96.1 |    *                ',
    ]);
    expect(plot.at(-1)).toBe('at amplitudes from 0.01 to 0.2; where curves meet, only the first is drawn');
    expect(plot.length).toBeLessThanOrEqual(20);
    expect(lines.slice(-fixed.answer.length - 2)).toEqual([
      ...fixed.answer,
      '',
      expect.stringContaining('lifspec explain'),
    ]);
  });

  it('is the table for few amplitudes, or into a file', () => {
    expect(formatText(reportSweep(fixed, true))).toBe(formatText(reportSweep(fixed)));
    expect(formatText(reportSweep(swept))).toContain('Accuracy and spikes at every amplitude');
  });
});

describe('a name from a file', () => {
  it('may not be long, and may not contain characters that are not seen', () => {
    const unseen = '\u200b\u202e\u2066\ufeff\u00ad\u034f\u3164\ufe0f\u2800\u{e0041}';
    for (const one of unseen) {
      expect(shownText.safeParse(`a${one}b`).success).toBe(false);
      expect(printable(`a${one}b`)).toBe(`a\\u{${one.codePointAt(0)?.toString(16)}}b`);
    }
    expect(shownText.safeParse('x'.repeat(201)).success).toBe(false);
    expect(shownText.safeParse('Käse 神経 <&> 😀').success).toBe(true);
  });
});
