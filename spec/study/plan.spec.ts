import { describe, expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import type { SeriesSettings } from '../../src/study/results/settings.ts';
import { operatingPoint, planPoints, planTasks, sortRows } from '../../src/study/run/plan.ts';
import { memberSettings, planMembers } from '../../src/study/run/series.ts';
import { madeUpRow, someSettings } from './made-up.ts';

const { networkDigest: _, ...shared } = someSettings;
const retrained: SeriesSettings = {
  ...shared,
  mode: 'retrained',
  network: 'miniature',
  amplitudes: [0.01, 0.5],
  seeds: [3, 4],
  initialVoltage: 'uniform',
  training: {
    epochs: 4,
    batchSize: 50,
    trainImages: 100,
    imagesDigest: 'a'.repeat(64),
    amplitude: null,
    rescalingBase: null,
  },
};
const rescaled = { ...retrained, training: { ...retrained.training, rescalingBase: 0.01 } };
const fixed: SeriesSettings = { ...retrained, mode: 'fixed', training: { ...retrained.training, amplitude: 0.01 } };

describe('a series of networks', () => {
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
  ])('trains %s', (_, settings, expected) => {
    const members = planMembers(settings, miniature);
    expect(members.map(({ training, amplitudes }) => [training.seed, training.amplitude, amplitudes])).toEqual(
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

  it('runs each network with its own seed, and records its digest', () => {
    const [first] = planMembers(retrained, miniature);
    const study = memberSettings(retrained, first as NonNullable<typeof first>, build(miniature, 3));
    expect(study).toMatchObject({ mode: 'retrained', seeds: [3], amplitudes: [0.01] });
    expect(study.networkDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(study).not.toHaveProperty('training');
  });

  it('sorts its rows by amplitude, floor and seed, and marks rescaled ones', () => {
    const rows = [4, 3].flatMap((seed) =>
      [0.5, 0.01].flatMap((amplitude) => [null, 0].map((minVoltage) => madeUpRow({ seed, amplitude, minVoltage }))),
    );
    const sorted = sortRows(rows, rescaled);
    expect(sorted.map(({ seed, amplitude, minVoltage }) => ({ seed, amplitude, minVoltage }))).toEqual(
      planPoints(rescaled),
    );
    expect(sorted.every((row) => row.rescaled)).toBe(true);
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
