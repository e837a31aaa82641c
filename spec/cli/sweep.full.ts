import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, miniatureWeights, spawnLifspec } from './command-line.ts';

describe('lifspec sweep', () => {
  it('writes the same bytes with any number of workers and with either engine', () => {
    const weights = miniatureWeights();
    const words = `sweep --amplitudes 0.01,0.3 --min-voltage 0,none --images 120 --weights ${weights}`.split(' ');
    const runs = [
      ['--workers', '1'],
      ['--workers', '5'],
      ['--workers', '2', '--engine', 'readable'],
    ].map((how) => {
      const folder = join(temporaryFolder(), 'study');
      const { status, stdout } = spawnLifspec(...words, ...how, '--out', folder);
      return { status, stdout, files: contentOf(folder) };
    });
    expect(Object.keys(runs[0]?.files ?? {})).toEqual([
      'accuracy.svg',
      'journal.jsonl',
      'report.html',
      'results.json',
      'study.json',
    ]);
    expect(runs[0]?.status).toBe(0);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  it('with --rescale changes no result and no spike for powers of two', () => {
    const words = `sweep --amplitudes 0.01,0.02,0.16 --rescale --images 30 --format json`;
    const { rows, answer }: SweepOutput = JSON.parse(spawnLifspec(...words.split(' ')).stdout);
    const numbers = rows.map(({ amplitude, ...rest }) => rest);
    expect(numbers[1]).toEqual(numbers[0]);
    expect(numbers[2]).toEqual(numbers[0]);
    expect(answer[0]).toBe('With the next weights rescaled, the amplitude has no effect.');
  });
});

describe('lifspec evaluate', () => {
  it('without a floor prints the row of the sweep without a floor', () => {
    const words = ['--images', '20', '--format', 'json', '--weights', miniatureWeights(), '--min-voltage', 'none'];
    const [row] = JSON.parse(spawnLifspec('sweep', '--amplitudes', '0.5', ...words).stdout).rows;
    const output = JSON.parse(spawnLifspec('evaluate', '--amplitude', '0.5', ...words).stdout);
    expect(output).toMatchObject(row);
    expect(output.minVoltage).toBe(null);
    const floored = JSON.parse(spawnLifspec('evaluate', '--amplitude', '0.5', ...words.slice(0, -2)).stdout);
    expect(floored.spikesPerNeuronStep).not.toEqual(output.spikesPerNeuronStep);
  });
});
