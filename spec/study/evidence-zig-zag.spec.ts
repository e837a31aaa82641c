import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import type { SavedStudy } from '../../src/study/results/saved-results.ts';
import { madeUpRow } from './made-up.ts';
import { about, study } from './made-up-study.ts';

describe('the evidence about the zig-zag', () => {
  const amplitudes = Array.from({ length: 20 }, (_, place) => (place + 1) / 20);
  const zigZags = (name: (seed: number) => string): SavedStudy => {
    const rows = [0, 1, 2, 3, 4].flatMap((seed) => {
      const stream = randomStream(name(seed));
      return amplitudes.map((amplitude) => madeUpRow({ seed, amplitude, spikingAccuracy: 0.5 + 0.1 * stream() }));
    });
    return { ...study({}, {}), rows };
  };

  it('distinguishes a zig-zag of each seed from one that all seeds share', () => {
    const own = about(
      'C6',
      zigZags((seed) => `${seed}`),
    );
    expect(own?.holds).toBe(true);
    expect(own?.sentence).toMatch(/^the mean of 5 seeds is 0\.\d\d times as rough as one seed \(0\.45 if every/);
    const common = about(
      'C6',
      zigZags(() => 'all'),
    );
    expect(common?.holds).toBe(false);
    expect(common?.sentence).toContain('is 1.00 times as rough');
  });
});
