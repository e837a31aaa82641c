import { describe, expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { planMembers, planPoints, planTasks } from '../../src/study/run/plan.ts';
import { operatingPoint, type StudySettings } from '../../src/study/settings.ts';
import { someSettings } from './made-up.ts';

const { networkDigest: _, ...shared } = someSettings;
const retrained: StudySettings = {
  ...shared,
  ...{ mode: 'retrained', amplitudes: [0.01, 0.5], seeds: [3, 4], initialVoltage: 'uniform' },
  ...{ epochs: 4, batchSize: 50, trainImages: 100, trainingDigest: 'a'.repeat(64) },
};
const rescaled: StudySettings = { ...retrained, rescalingBase: 0.01 };
const fixed: StudySettings = { ...retrained, mode: 'fixed' };

describe('a study', () => {
  it.each([
    [
      'one network per seed and amplitude, and runs it there, if they are retrained',
      retrained,
      [
        [3, 0.01, [0.01]],
        [3, 0.5, [0.5]],
        [4, 0.01, [0.01]],
        [4, 0.5, [0.5]],
      ],
    ],
    [
      'one network per seed, and runs it at every amplitude, if weights are fixed',
      fixed,
      [
        [3, 0.01, [0.01, 0.5]],
        [4, 0.01, [0.01, 0.5]],
      ],
    ],
    ['no network if one is given', someSettings, [[undefined, undefined, [0.01, 0.5]]]],
  ])('trains %s', (_, settings, expected) => {
    const members = planMembers(settings, miniature);
    expect(members.map(({ training, amplitudes }) => [training?.seed, training?.amplitude, amplitudes])).toEqual(
      expected,
    );
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
  it('has one point per amplitude, floor and seed', () => {
    expect(planPoints({ ...someSettings, seeds: [3, 4] }).map(Object.values)).toEqual([
      [3, 0.01, 0],
      [4, 0.01, 0],
      [3, 0.01, null],
      [4, 0.01, null],
      [3, 0.5, 0],
      [4, 0.5, 0],
      [3, 0.5, null],
      [4, 0.5, null],
    ]);
  });

  it('divides all images into blocks', () => {
    const spiking = planTasks({ ...someSettings, images: 120 }).filter(
      ({ kind, amplitude, minVoltage }) => kind === 'spiking' && amplitude === 0.5 && minVoltage === null,
    );
    expect(spiking.map(({ first, count }) => [first, count])).toEqual([
      [0, 50],
      [50, 50],
      [100, 20],
    ]);
  });

  it('runs the rate network once per amplitude', () => {
    const rates = planTasks({ ...someSettings, images: 120, seeds: [3, 4] }).filter(({ kind }) => kind === 'rates');
    expect(rates.map(({ amplitude, first }) => [amplitude, first])).toEqual(
      [0.01, 0.5].flatMap((amplitude) => [0, 50, 100].map((first) => [amplitude, first])),
    );
  });

  it('divides the next weights by amplitude/base if there is a base', () => {
    const at = { amplitude: 0.5, minVoltage: null };
    expect(operatingPoint(at, someSettings)).toMatchObject({ rescaling: 1, minVoltage: Number.NEGATIVE_INFINITY });
    expect(operatingPoint(at, { ...someSettings, rescalingBase: 0.25 }).rescaling).toBe(2);
  });
});
