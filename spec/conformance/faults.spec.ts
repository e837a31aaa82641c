import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatSmokeText } from '../../src/report/smoke.ts';
import { describeSlow } from '../slow.ts';
import { expectOutcome, outcomes, smokeFake, soundFakes } from './faults.ts';

describe('a faulty adapter', () => {
  // the slow tests run all of them
  it.each([
    'crash-at-start',
    'crash-in-the-middle',
    'hang-in-the-middle',
    'late-answer',
    'garbage',
    'half-line',
    'wrong-id',
    'nan',
    'wrong-shape',
    'control-characters',
    'no-spikes',
  ])('is reported as such: %s', expectOutcome);

  it('is unsound if it skips everything', async () => {
    const report = await smokeFake('skips-everything');
    expect(report.verdict).toBe('unsound');
    expect(formatSmokeText(report)).toContain('not sound: 0 of 8 checks failed, none passed');
  });
});

describe('a sound adapter', () => {
  it('may write anything to stderr; control characters are escaped in reports', async () => {
    const report = await smokeFake('noise-on-stderr');
    expect(report.verdict).toBe('sound');
    const noise = 'stderr:\n  DeprecationWarning: \\u{1b}[2Jnumpy.int is deprecated';
    expect(formatSmokeText(report)).toContain(noise);
  });
});

/** Fake adapters that are neither sound nor wrong, because of what they do not answer. */
const incomplete = ['answers-once', 'skips-everything'];

describe('the fake adapters', () => {
  it('all have an expected outcome', () => {
    const [, table = ''] = readFileSync('spec/conformance/fakes.mjs', 'utf8').split('const fakes = {');
    const names = Array.from(table.matchAll(/^ {2}'?([\w-]+)'?: /gm), ([, name]) => name);
    expect(names.sort()).toEqual([...incomplete, ...soundFakes, ...Object.keys(outcomes)].sort());
  });
});

describeSlow('a faulty adapter', () => {
  it.each(Object.keys(outcomes))('is reported as such: %s', expectOutcome);

  it('cannot exhaust memory, however much it writes', async () => {
    const before = process.memoryUsage().rss;
    for (const name of ['gigabyte', 'endless-stderr', 'deeply-nested', 'many-values', 'many-wrong-values'])
      await smokeFake(name);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });
});

describeSlow('a sound adapter', () => {
  it.each(soundFakes)('passes: %s', async (name) => {
    const { verdict, results } = await smokeFake(name);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(verdict).toBe('sound');
  });
});
