import { describe, expect, it } from 'vitest';
import { miniature, tutorial } from '../../src/simulator/network/architecture.ts';
import { announce, type PlannedWork, typicalSeconds } from '../../src/study/run/duration.ts';

/** The expected seconds and amount of some work. */
function expectation(work: readonly PlannedWork[], workers = 1, engine: 'fast' | 'readable' = 'fast') {
  const heard: { seconds: number; networks: number; images: number }[] = [];
  announce(work, { workers, engine, monitor: { expect: (seconds, amount) => heard.push({ seconds, ...amount }) } });
  return heard[0];
}

describe('the expected duration of a command', () => {
  const evaluation = {
    architecture: tutorial,
    networks: 0,
    trainingImages: 0,
    evaluations: 10,
    images: 100,
    steps: 30,
  };

  it('adds trainings and evaluations, and divides them among threads', () => {
    const training = { ...evaluation, networks: 2, trainingImages: 600_000 };
    const seconds = typicalSeconds(training, true) + typicalSeconds(evaluation, true);
    expect(expectation([training, evaluation], 2)).toEqual({ seconds: seconds / 2, networks: 2, images: 2000 });
  });

  it('is longer for the readable code, for more steps and for larger networks', () => {
    const seconds = (change: Partial<PlannedWork>, engine?: 'readable') =>
      expectation([{ ...evaluation, ...change }], 1, engine)?.seconds ?? 0;
    expect(seconds({}, 'readable')).toBeGreaterThan(10 * seconds({}));
    expect(seconds({ isReadable: true })).toBe(seconds({}, 'readable'));
    expect(seconds({ steps: 60 })).toBeCloseTo(2 * seconds({}), 9);
    expect(seconds({ architecture: miniature })).toBeLessThan(seconds({}) / 10);
  });
});
