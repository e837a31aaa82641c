import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudy } from '../../src/study/results/read-saved.ts';
import type { Row, SweepOutput } from '../../src/study/results/saved-results.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { madeUpSeeds } from './made-up.ts';

const whole = madeUpSeeds([0, 1]);

describe('saved results', () => {
  it('are read as they were written', () => {
    expect(readStudy(folderWith(JSON.stringify(whole)))).toMatchObject(whole);
  });

  it.each([
    ['text that is not JSON', '{"rows":', 'results.json: is not JSON'],
    [
      'unrelated JSON',
      '{"predicted":[7]}',
      'results.json: versions: expected object, but got nothing; expected results of this version',
    ],
    ['too few rows', changed((rows) => rows.slice(1)), 'is damaged, expected 4 rows, found 3'],
    ['reordered rows', changed((rows) => rows.toReversed()), 'is damaged, seed of row 1 is 1, expected 0'],
    [
      'a row of another network',
      changed((rows) => rows.map((row) => ({ ...row, network: 'tutorial' }))),
      'is damaged, network of row 1 is tutorial, expected miniature',
    ],
    [
      'a row with fewer layers than the first',
      changed(([row, ...rows]) => [{ ...(row as Row), spikesPerNeuronStep: [0.1, 0.1, 0.1, 0.1] }, ...rows]),
      'is damaged, row 2 has 2 layers, row 1 has 4',
    ],
    [
      'a setting of a later version',
      JSON.stringify({ ...whole, settings: { ...whole.settings, later: 1 } }),
      'results.json: settings.later: is not a field; expected results of this version of lifspec sweep',
    ],
    [
      'a name with control characters',
      JSON.stringify({ ...whole, settings: { ...whole.settings, network: 'mini\u001b[2Jature' } }),
      'results.json: settings.network: expected no control or invisible characters, but got "mini',
    ],
  ])('are refused if they contain %s', (_, text, message) => {
    expect(() => readStudy(folderWith(text))).toThrow(message);
  });

  it('are refused while the sweep is unfinished', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'study.json'), '{}');
    expect(() => readStudy(folder)).toThrow('the sweep has not ended; the same command continues it');
  });

  it('are not called unfinished if they cannot be read', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'study.json'), '{}');
    mkdirSync(join(folder, 'results.json'));
    expect(() => readStudy(folder)).toThrow('results.json: is a folder, not a file');
  });
});

function changed(change: (rows: SweepOutput['rows']) => SweepOutput['rows']): string {
  return JSON.stringify({ ...whole, rows: change(whole.rows) });
}

function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'results.json'), text);
  return folder;
}
