import { describe, expect, it } from 'vitest';
import { accuracyCurve, accuracyCurves, seedCurves } from '../../src/study/results/accuracy-curve.ts';
import { madeUpRow } from './made-up.ts';

describe('the accuracy curves of a study', () => {
  const accuracies = [
    [0.5, 1, 0.5],
    [0.5, 0, 0.25],
    [0.1, 1, 0.25],
    [0.1, 0, 0.75],
  ] as const;
  const rows = accuracies.map(([amplitude, seed, spikingAccuracy]) => madeUpRow({ amplitude, seed, spikingAccuracy }));

  it('are means over ascending seeds at ascending amplitudes, with the rate network last', () => {
    const [spiking, rate] = accuracyCurves(rows);
    expect(spiking?.points).toEqual([
      { amplitude: 0.1, accuracy: 0.5, ofSeeds: [0.75, 0.25] },
      { amplitude: 0.5, accuracy: 0.375, ofSeeds: [0.25, 0.5] },
    ]);
    expect(spiking).toMatchObject({ name: 'spiking, floor 0', seeds: [0, 1], images: 1000 });
    expect(rate).toMatchObject({ name: 'rate network', floor: 'rate' });
  });

  it('are undefined for a floor that the study does not have', () => {
    expect(accuracyCurve(rows, null)).toBe(undefined);
    expect(accuracyCurves([])).toEqual([]);
  });

  it('are given per seed unless all seeds have the same curve', () => {
    const [spiking, rate] = accuracyCurves(rows).map(seedCurves);
    expect(spiking?.[1]).toEqual([
      { amplitude: 0.1, accuracy: 0.25 },
      { amplitude: 0.5, accuracy: 0.5 },
    ]);
    expect(rate).toEqual([]);
  });
});
