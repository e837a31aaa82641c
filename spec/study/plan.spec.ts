import { describe, expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { planMembers, planTasks } from '../../src/study/run/plan.ts';
import { operatingPoint, type StudySettings } from '../../src/study/settings.ts';
import { someSettings } from './made-up.ts';

const { networkDigest: _, ...shared } = someSettings;
const retrained: StudySettings = {
  ...shared,
  mode: 'retrained',
  amplitudes: [0.01, 0.5],
  seeds: [3, 4],
  initialVoltage: 'uniform',
  epochs: 4,
  batchSize: 50,
  trainImages: 100,
  trainingDigest: 'a'.repeat(64),
};
const rescaled: StudySettings = { ...retrained, rescalingBase: 0.01 };
const fixed: StudySettings = { ...retrained, mode: 'fixed' };

describe('a study', () => {
  it.each([
    ['if they are retrained', retrained, ['3 0.01: 0.01', '3 0.5: 0.5', '4 0.01: 0.01', '4 0.5: 0.5']],
    ['if weights are fixed', fixed, ['3 0.01: 0.01,0.5', '4 0.01: 0.01,0.5']],
    ['if one is given', someSettings, ['undefined undefined: 0.01,0.5']],
  ])('trains networks per seed and amplitude, and runs them at amplitudes, %s', (_, settings, expected) => {
    const members = planMembers(settings, miniature).map(
      ({ training, amplitudes }) => `${training?.seed} ${training?.amplitude}: ${amplitudes}`,
    );
    expect(members).toEqual(expected);
  });

  it('saves every network in its own folder', () => {
    const names = [retrained, rescaled, fixed]
      .flatMap((settings) => planMembers(settings, miniature))
      .map(({ name }) => name);
    // the network of a seed trained at 0.01 is the same in both modes
    expect(new Set(names).size).toBe(8);
    expect(names).toContain('miniature-seed3-amplitude0.5-epochs4-rescaled');
  });

  it('rescales either the training or the weights', () => {
    const bases = [rescaled, { ...rescaled, mode: 'fixed' as const }].map((settings) => [
      planMembers(settings, miniature)[0]?.training?.rescalingBase,
      operatingPoint({ amplitude: 0.5, minVoltage: 0 }, settings).rescaling,
    ]);
    expect(bases).toEqual([
      [0.01, 1],
      [null, 50],
    ]);
  });
});

describe('the plan of a study', () => {
  it('divides all images into blocks, for the rate network once per amplitude', () => {
    const tasks = planTasks({ ...someSettings, images: 120, seeds: [3, 4] });
    const blocksOf = (kind: string, amplitude: number) =>
      tasks
        .filter((task) => task.kind === kind && task.amplitude === amplitude)
        .map(({ first, count }) => first + count);
    for (const amplitude of [0.01, 0.5]) {
      expect(blocksOf('rates', amplitude)).toEqual([50, 100, 120]);
      // two floors, two seeds
      expect(blocksOf('spiking', amplitude)).toEqual([1, 2, 3, 4].flatMap(() => [50, 100, 120]));
    }
    expect(tasks.every(({ first }) => first % 50 === 0)).toBe(true);
  });
});
