import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { drawSweepFigure, formatSweepHtml } from '../../src/report/html.ts';
import { formatSummaryCsv, formatSummaryMarkdown, formatSummaryText } from '../../src/report/summary.ts';
import { noteOnIntervals } from '../../src/report/summary-columns.ts';
import { formatSweepText } from '../../src/report/sweep-text.ts';
import { summarizeSeeds } from '../../src/study/results/seed-summary.ts';
import { madeUpSeeds } from './made-up-seeds.ts';

const outputOf = (seeds: readonly number[]) => {
  const summaries = summarizeSeeds(madeUpSeeds(seeds).rows);
  return { versions, note: noteOnIntervals(summaries), summaries };
};

describe('the summary over seeds, written', () => {
  it('as a table has a line an operating point, in percent', () => {
    const lines = formatSummaryText(outputOf([0, 1])).split('\n');
    expect(lines[2]).toBe('miniature network, fixed, 100 images');
    expect(lines.slice(5, 8)).toEqual([
      'amplitude    floor  seeds    mean  95 % interval  max − min  deviation    mean  95 % interval  max − min  deviation   layer 1  layer 2',
      '     0.01  floor 0      2   87.50              –       5.00       3.54   90.00              –       0.00       0.00    0.1000   0.2000',
      '     0.02  floor 0      2   37.50              –       5.00       3.54   90.00              –       0.00       0.00    0.1000   0.2000',
    ]);
  });

  it('says that there is no interval of two seeds, and how far one of three can be trusted', () => {
    expect(outputOf([0, 1]).note).toBe('With fewer than 3 seeds there is no interval.');
    const { note } = outputOf([0, 1, 2]);
    expect(note).toContain('percentile bootstrap of 2000 draws');
    expect(note).toContain('of 3 in 75 %');
    expect(note).not.toContain('no interval');
    expect(formatSummaryText(outputOf([0, 1, 2]))).toMatch(/85\.00 {2}80\.00 … 90\.00/);
  });

  it('as CSV has numbers, and nothing where there is none', () => {
    const [header, first] = formatSummaryCsv(outputOf([0])).split('\n');
    expect(header).toContain('seeds,spikingAccuracyMean,spikingAccuracyLow,spikingAccuracyHigh');
    expect(first).toBe('fixed,miniature,0.01,0,false,100,1,0.9,,,0.9,0.9,,0.9,,,0.9,0.9,,0.1,0.2');
    expect(first?.split(',')).toHaveLength(header?.split(',').length as number);
  });

  it('as Markdown is a table with headings that stand alone', () => {
    const lines = formatSummaryMarkdown(outputOf([0, 1])).split('\n');
    expect(lines[2]).toMatch(/^\| amplitude \| floor \| seeds \| accuracy with spikes over seeds, %: mean \|/);
    expect(lines[3]).toMatch(/^(\| --- )+\|$/);
    expect(lines[4]).toMatch(/^\| 0\.01 \| floor 0 \| 2 \| 87\.50 \|/);
  });
});

describe('a sweep over several seeds', () => {
  const output = madeUpSeeds([0, 1, 2]);

  it('shows the summary in its text and on its page; one of a single seed does not', () => {
    expect(formatSweepText(output)).toContain('Over seeds:\nminiature network, fixed, 100 images\n');
    expect(formatSweepHtml(output)).toContain('<h2>Over seeds</h2>');
    expect(formatSweepText(madeUpSeeds([0]))).not.toContain('Over seeds');
    expect(formatSweepHtml(madeUpSeeds([0]))).not.toContain('Over seeds');
  });

  it('draws every seed thinly and their mean boldly', () => {
    const widths = (svg: string) =>
      [...svg.matchAll(/<g[^>]*aria-label="line"[^>]*>/g)].map(([tag]) => /stroke-width="([\d.]+)"/.exec(tag)?.[1]);
    // three seeds and their mean; the rate networks are all the same
    expect(widths(drawSweepFigure(output))).toEqual(['0.7', '0.7', '0.7', '2.6', '1.8']);
    expect(widths(drawSweepFigure(madeUpSeeds([0])))).toEqual(['1.8', '1.8']);
  });
});
