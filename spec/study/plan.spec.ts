import { describe, expect, it } from 'vitest';
import { operatingPoint, planPoints, planTasks } from '../../src/study/run/plan.ts';
import { someSettings } from './made-up.ts';

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
