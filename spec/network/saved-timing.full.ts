import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureStep, type TimingChanges } from '../../scripts/write-timing.ts';

describe('the saved numbers of images that change their class', () => {
  const { steps }: TimingChanges = JSON.parse(readFileSync('fixtures/studies/nengo-dl-timing.json', 'utf8'));

  it.each(steps)('are counted again: amplitude $from to $to', { timeout: 300_000 }, async ({ from, to, changed }) => {
    expect(await measureStep(from, to)).toEqual({ from, to, changed });
  });
});
