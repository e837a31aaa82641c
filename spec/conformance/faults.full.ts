import { describe, expect, it } from 'vitest';
import { expectOutcome, outcomes, smokeFake, soundFakes } from './faults.ts';

describe('a faulty adapter', () => {
  it.each(Object.keys(outcomes))('is reported as such: %s', expectOutcome);

  it('cannot exhaust memory, however much it writes', async () => {
    const before = process.memoryUsage().rss;
    for (const name of ['gigabyte', 'endless-stderr', 'deeply-nested', 'many-values', 'many-wrong-values'])
      await smokeFake(name);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });
});

describe('a sound adapter', () => {
  it.each(soundFakes)('passes: %s', async (name) => {
    const { verdict, results } = await smokeFake(name);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(verdict).toBe('sound');
  });
});
