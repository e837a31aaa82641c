import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/report/columns.ts';
import { formatCsv, formatRowsCsv } from '../../src/report/csv.ts';
import { formatSweepText } from '../../src/report/sweep-text.ts';
import { drawPlot } from '../../src/report/text-plot.ts';
import { drawTable } from '../../src/report/text-table.ts';
import { curvesOf } from '../../src/study/results/accuracy-curve.ts';
import { madeUpRow } from '../study/made-up.ts';
import { madeUpOutput } from './made-up-output.ts';

describe('the table of a sweep', () => {
  it('has a line an amplitude, accuracies of every floor side by side, and spikes a layer', () => {
    expect(drawTable(columnsOf(madeUpOutput().rows))).toEqual([
      '            accuracy, %                spikes a neuron and step, floor 0   spikes a neuron and step, no floor',
      'amplitude   floor 0  no floor   rate   layer 1  layer 2                    layer 1  layer 2',
      '     0.01    100.00    100.00  98.00    0.1000   0.2000                     0.1000   0.2000',
      '     0.02     50.00     96.00  98.00    0.1000   0.2000                     0.1000   0.2000',
      '     0.03      0.00     94.00  98.00    0.1000   0.2000                     0.1000   0.2000',
    ]);
  });

  it('names the seeds if there are several', () => {
    const rows = [3, 4].map((seed) => madeUpRow({ seed, spikingAccuracy: seed / 10 }));
    expect(drawTable(columnsOf(rows)).slice(1)).toEqual([
      'amplitude  seed   floor 0   rate   layer 1  layer 2',
      '     0.01     3     30.00  90.00    0.1000   0.2000',
      '     0.01     4     40.00  90.00    0.1000   0.2000',
    ]);
  });
});

describe('the plot in the terminal', () => {
  const lines = drawPlot(curvesOf(madeUpOutput().rows));

  it('marks every curve in its own way, at its place', () => {
    expect(lines[1]).toBe(`100 % │*${' '.repeat(29)}.${' '.repeat(29)}.`); // .98 is nearest to this line
    expect(lines[2]).toBe(`      │${' '.repeat(30)}x${' '.repeat(29)}x`); // .96 and .94 to the next
    expect(lines[11]).toBe(` 50 % │${' '.repeat(30)}o`);
    expect(lines[21]).toBe(`  0 % │${' '.repeat(60)}o`);
  });

  it('has a legend, and the amplitudes at the ends', () => {
    expect(lines.at(-1)).toBe('       o spiking, floor 0   x spiking, no floor   . rate network   * several');
    expect(lines.at(-2)).toMatch(/^ {7}0\.01 +0\.03 {2}amplitude$/);
  });

  it('draws a single amplitude too', () => {
    expect(drawPlot(curvesOf([madeUpRow({ spikingAccuracy: 0 })]))[21]).toBe('  0 % │o');
  });
});

describe('the text of a sweep', () => {
  it('says what was run, then table, plot and answer', () => {
    const output = madeUpOutput();
    const text = formatSweepText(output);
    expect(text).toContain('the miniature network, the first 50 test images, 30 steps of 1 ms, float32');
    expect(text.endsWith(`${output.answer.join('\n')}\n`)).toBe(true);
  });
});

describe('CSV', () => {
  it('has a line a row, and none for no floor', () => {
    expect(formatRowsCsv(madeUpOutput().rows.slice(3, 4))).toBe(
      'mode,network,seed,amplitude,minVoltage,rescaled,images,spikingAccuracy,rateAccuracy,agreement,spikesPerNeuronStep1,spikesPerNeuronStep2\n' +
        'fixed,miniature,0,0.01,none,false,1000,1,0.98,0.9,0.1,0.2\n',
    );
  });

  it('quotes what would break a line', () => {
    expect(formatCsv([['a,b', 'say "a"', 'a\nb', 1]])).toBe('"a,b","say ""a""","a\nb",1\n');
  });
});
