import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { describeSlow } from '../slow.ts';
import { expectOutcome, judgeFake, outcomes, soundFakes } from './faults.ts';

describe('a faulty adapter', () => {
  // the slow tests run all of them
  it.each([
    'crash-at-start',
    'crash-in-the-middle',
    'hang-in-the-middle',
    'garbage',
    'wrong-id',
    'nan',
    'wrong-shape',
    'control-characters',
  ])('is reported as such: %s', expectOutcome);

  it('shows what it wrote to stderr, with control characters escaped, and the request', async () => {
    const text = formatText(reportVerdict(await judgeFake('fails-noisily')));
    expect(text).toContain('could not be judged: failed in protocol: neuron: answered with an error, bug: no');
    expect(text).toContain('stderr:\n  Error: \\u{1b}[2Jno\n');
    expect(text).toContain('the request (neuron):\n  tauRcSeconds: 0.02\n');
  });
});

describe('a sound adapter', () => {
  it('may write anything to stderr', async () => {
    expect(await judgeFake('noise-on-stderr')).toMatchObject({ fault: null });
  });
});

/** Fake adapters of other specs. */
const others = ['answers-once', 'draws-noise', 'fails-noisily', 'skips-everything'];

describe('the fake adapters', () => {
  it('all have an expected outcome', () => {
    const [, table = ''] = readFileSync('spec/conformance/fakes.mjs', 'utf8').split('const fakes = {');
    const names = Array.from(table.matchAll(/^ {2}'?([\w-]+)'?: /gm), ([, name]) => name);
    expect(names.sort()).toEqual([...others, ...soundFakes, ...Object.keys(outcomes)].sort());
  });
});

// most of these wait for a time limit
describeSlow('a faulty adapter', { concurrent: true }, () => {
  it.each(Object.keys(outcomes))('is reported as such: %s', expectOutcome);
});

describeSlow('a faulty adapter', () => {
  it('cannot exhaust memory, however much it writes', async () => {
    const before = process.memoryUsage().rss;
    for (const name of ['gigabyte', 'endless-stderr', 'deeply-nested', 'many-values', 'many-wrong-values'])
      await judgeFake(name);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });
});

describeSlow('a sound adapter', { concurrent: true }, () => {
  it.each(soundFakes)('is judged: %s', async (name) => {
    expect(await judgeFake(name)).toMatchObject({ fault: null });
  });
});
