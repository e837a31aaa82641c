import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SweepOutput } from '../../src/report/output.ts';
import { readResults } from '../../src/report/read-results.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { madeUpSeeds } from './made-up-seeds.ts';

const whole = madeUpSeeds([0, 1]);

describe('results that were kept', () => {
  it('are read as they were written', () => {
    expect(readResults(folderWith(JSON.stringify(whole)))).toEqual(whole);
  });

  it.each([
    ['no JSON', '{"rows":', 'results.json: is damaged, it is no JSON'],
    ['something else', '{"predicted":[7]}', 'results.json: is no result of lifspec sweep, or damaged (versions:'],
    ['a row too few', changed((rows) => rows.slice(1)), 'is damaged, it must hold 4 rows, but holds 3'],
    ['rows in another order', changed((rows) => rows.toReversed()), 'is damaged, seed of row 1 must be 0, but is 1'],
    [
      'a row of another network',
      changed((rows) => rows.map((row) => ({ ...row, network: 'tutorial' }))),
      'is damaged, network of row 1 must be miniature, but is tutorial',
    ],
    [
      'an accuracy that is no number of images',
      changed((rows) => rows.map((row) => ({ ...row, spikingAccuracy: 0.905 }))),
      'is damaged, spikingAccuracy of row 1 is no share of 100 images',
    ],
    [
      'a name that moves the cursor',
      JSON.stringify({ ...whole, settings: { ...whole.settings, network: 'mini\u001b[2Jature' } }),
      'or damaged (settings.network: no control characters expected)',
    ],
  ])('are refused if they hold %s', (_, text, message) => {
    expect(() => readResults(folderWith(text))).toThrow(message);
  });

  it('are refused as long as the sweep has not ended', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'study.json'), '{}');
    expect(() => readResults(folder)).toThrow('holds a sweep that has not ended; the same command continues it');
    mkdirSync(join(folder, 'results.json'));
    expect(() => readResults(folder)).toThrow('holds a sweep that has not ended');
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
