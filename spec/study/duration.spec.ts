import { describe, expect, it } from 'vitest';
import { miniature, tutorial } from '../../src/simulator/network/architecture.ts';
import { measureMember } from '../../src/study/cost.ts';
import { announce, type PlannedWork, typicalCost } from '../../src/study/run/duration.ts';
import { describeSlow } from '../slow.ts';

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
    const { secondsPerImage, secondsPerTrainingImage } = typicalCost(tutorial, 30, 'fast');
    const seconds = 2000 * secondsPerImage + 2 * 600_000 * secondsPerTrainingImage;
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

describeSlow('how long an image is shown', async () => {
  it.each([tutorial, miniature])(
    'the typical cost of a network is the measured one, up to a factor of four: $name',
    {
      timeout: 60_000,
    },
    async (architecture) => {
      const measured = await measureMember({
        ...{ modes: ['fixed'], network: architecture.name, amplitudes: [0.5], seeds: [0], minVoltages: [0, null] },
        ...{ rescaled: false, training: { epochs: 1, trainImages: 2000, batchSize: 100 }, images: 100 },
      });
      const typical = typicalCost(architecture, 30, 'fast');
      const ratios = [measured.secondsPerTrainingImage / typical.secondsPerTrainingImage];
      // a miniature takes less time than its thread to start
      if (architecture === tutorial) ratios.push(measured.secondsPerImage / typical.secondsPerImage);
      for (const ratio of ratios) {
        expect(ratio).toBeLessThan(4);
        expect(ratio).toBeGreaterThan(1 / 4);
      }
    },
  );
});
