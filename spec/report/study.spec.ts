import { describe, expect, it } from 'vitest';
import { printable, shownText } from '../../src/base/text.ts';
import { versions } from '../../src/base/version.ts';
import {
  formatPredictionsCsv,
  formatRowsCsv,
  formatSummaryCsv,
  noteOnIntervals,
  tabulateRows,
} from '../../src/report/study-tables.ts';
import { formatSweepText } from '../../src/report/study-text.ts';
import { formatSummaryMarkdown, formatSummaryText } from '../../src/report/summary.ts';
import { formatCsv, formatTextTable } from '../../src/report/table.ts';
import { drawPlot } from '../../src/report/text-plot.ts';
import { accuracyCurves } from '../../src/study/results/accuracy-curve.ts';
import { combineRows, summarizeSeeds } from '../../src/study/results/seed-summary.ts';
import { madeUpRow } from '../study/made-up.ts';
import { madeUpOutput, madeUpSeeds } from './made-up-study.ts';

const layers = ['layer 1', 'layer 2'];

/** The cells of a line of a table for the terminal. */
const cellsOf = (line = '') => line.trim().split(/ {2,}/);

describe('a table in the terminal', () => {
  it('has one row per amplitude, accuracies with each floor side by side, and spikes per layer', () => {
    const [groups, names, , row] = formatTextTable(tabulateRows(madeUpOutput().rows).columns);
    const spikes = ['floor 0', 'no floor'].map((floor) => `spikes per neuron per step, ${floor}`);
    expect(cellsOf(groups)).toEqual(['accuracy, %', ...spikes]);
    expect(cellsOf(names)).toEqual(['amplitude', 'floor 0', 'no floor', 'rate', ...layers, ...layers]);
    expect(cellsOf(row)).toEqual(['0.02', '50.00', '96.00', '98.00', '0.1000', '0.2000', '0.1000', '0.2000']);
  });

  it('has a column of seeds if there are several', () => {
    const rows = [3, 4].map((seed) => madeUpRow({ seed, spikingAccuracy: seed / 10 }));
    const [, names, ...lines] = formatTextTable(tabulateRows(rows).columns).map(cellsOf);
    expect(names?.slice(0, 2)).toEqual(['amplitude', 'seed']);
    expect(lines.map((cells) => cells.slice(0, 3).join(' '))).toEqual(['0.01 3 30.00', '0.01 4 40.00']);
  });
});

describe('the plot in the terminal', () => {
  it('marks the points of every curve, and has a legend and the ends of the axis', () => {
    const lines = drawPlot(accuracyCurves(madeUpOutput().rows));
    expect(lines[1]).toBe(`100 % │*${' '.repeat(29)}.${' '.repeat(29)}.`); // this line is nearest to 0.98
    expect(lines[11]).toBe(` 50 % │${' '.repeat(30)}o`);
    expect(lines[21]).toBe(`  0 % │${' '.repeat(60)}o`);
    expect(lines.at(-1)).toBe('       o spiking, floor 0   x spiking, no floor   . rate network   * several');
    expect(lines.at(-2)).toMatch(/^ {7}0\.01 +0\.03 {2}amplitude$/);
  });

  it('draws a single amplitude', () => {
    expect(drawPlot(accuracyCurves([madeUpRow({ spikingAccuracy: 0 })]))[21]).toBe('  0 % │o');
  });
});

describe('the text of a sweep', () => {
  it('begins with the run, and ends with the answer, where a long table does not scroll it away', () => {
    const output = madeUpOutput();
    const text = formatSweepText(output);
    expect(text).toMatch(/^lifspec .*: miniature network, first 50 test images, 30 steps of 1 ms, float32.*\n/);
    expect(text.endsWith(`\n\n${output.answer.join('\n')}\n`)).toBe(true);
  });

  it('has a summary over seeds if there are several', () => {
    expect(formatSweepText(madeUpSeeds([0, 1, 2]))).toContain('Over seeds:\nminiature network, fixed, 100 images\n');
    expect(formatSweepText(madeUpSeeds([0]))).not.toContain('Over seeds');
  });
});

describe('CSV', () => {
  it('has one line per row, and writes none for no floor', () => {
    const names =
      'mode,network,seed,amplitude,minVoltage,rescaled,images,spikingAccuracy,rateAccuracy,agreement,spikesPerNeuronStep1,spikesPerNeuronStep2';
    const row = 'fixed,miniature,0,0.01,none,false,1000,1,0.98,0.9,0.1,0.2';
    expect(formatRowsCsv(madeUpOutput().rows.slice(3, 4))).toBe(`${names}\n${row}\n`);
  });

  it('quotes characters that would end a cell or a line', () => {
    const records = ['say "a"', 'a\nb', '1'].map((cell) => ({ 'a,b': cell }));
    expect(formatCsv(records)).toBe('"a,b"\n"say ""a"""\n"a\nb"\n1\n');
  });

  it('contains no text that a spreadsheet runs as a formula, but negative numbers', () => {
    const records = ['=1+1', '+1', '-1', '@a', 'a=1'].map((name) => ({ name, number: -1 }));
    expect(formatCsv(records)).toBe("name,number\n'=1+1,-1\n'+1,-1\n'-1,-1\n'@a,-1\na=1,-1\n");
  });

  it('has the label and the predictions for every image', () => {
    expect(formatPredictionsCsv({ predicted: [7, 2], ratePredicted: [7, 3] }, [7, 1])).toBe(
      'image,label,predicted,ratePredicted\n0,7,7,7\n1,1,2,3\n',
    );
  });
});

const summaryOf = (seeds: readonly number[]) => {
  const summaries = summarizeSeeds(madeUpSeeds(seeds).rows);
  return { versions, note: noteOnIntervals(summaries), summaries };
};

describe('a name from a file', () => {
  it('takes no effect in the Markdown of a summary', () => {
    const { rows } = madeUpSeeds([0, 1]);
    const study = { ...madeUpSeeds([0, 1]), name: 'a', rows: rows.map((row) => ({ ...row, network: '<b>|`*@a' })) };
    const summaries = summarizeSeeds(combineRows([study]));
    const text = formatSummaryMarkdown({ versions, note: noteOnIntervals(summaries), summaries });
    expect(text).toContain('&lt;b&gt;\\|\\`\\*@<!-- -->a');
    expect(text).not.toContain('<b>');
  });

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

describe('the summary over seeds', () => {
  it('has one row per operating point, in percent', () => {
    const lines = formatSummaryText(summaryOf([0, 1])).split('\n');
    expect(lines[2]).toBe('miniature network, fixed, 100 images');
    expect(cellsOf(lines[6]).slice(0, 7)).toEqual(['0.01', 'floor 0', '2', '87.50', '–', '5.00', '3.54']);
  });

  it('gives no interval for two seeds, and says how one is computed for three', () => {
    expect(summaryOf([0, 1]).note).toBe('Fewer than 3 seeds give no interval.');
    const { note } = summaryOf([0, 1, 2]);
    expect(note).toContain('mean ± t · s/√n over seeds');
    expect(note).not.toContain('no interval');
    expect(formatSummaryText(summaryOf([0, 1, 2]))).toMatch(/85\.00 {2}72\.58 … 97\.42/);
  });

  it('as CSV has an empty cell where there is no number', () => {
    const [header, first] = formatSummaryCsv(summaryOf([0])).split('\n');
    expect(header).toContain('seeds,spikingAccuracyMean,spikingAccuracyLow,spikingAccuracyHigh');
    expect(first).toBe('fixed,miniature,0.01,0,false,100,1,0.9,,,0.9,0.9,,0.9,,,0.9,0.9,,0.1,0.2');
    expect(first?.split(',')).toHaveLength(header?.split(',').length as number);
  });

  it('as Markdown has the group in the name of every column', () => {
    const [, , names, , first] = formatSummaryMarkdown(summaryOf([0, 1])).split('\n');
    expect(names).toMatch(/^\| amplitude \| floor \| seeds \| accuracy with spikes, %: mean \|/);
    expect(first).toMatch(/^\| 0\.01 \| floor 0 \| 2 \| 87\.50 \|/);
  });
});
