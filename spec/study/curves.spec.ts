import { describe, expect, it } from 'vitest';
import { accuracyCurve, accuracyCurves, seedCurves } from '../../src/study/results/accuracy-curve.ts';
import { summarizeSeeds } from '../../src/study/results/seed-summary.ts';
import { madeUpRow } from './made-up.ts';

describe('the accuracy curves of a study', () => {
  const accuracies = [
    [0.5, 1, 0.5],
    [0.5, 0, 0.25],
    [0.1, 1, 0.25],
    [0.1, 0, 0.75],
  ] as const;
  const rows = accuracies.map(([amplitude, seed, spikingAccuracy]) => madeUpRow({ amplitude, seed, spikingAccuracy }));
  const [spiking, rate] = accuracyCurves(rows);

  it('are means over ascending seeds at ascending amplitudes, with the rate network last', () => {
    expect(spiking).toMatchObject({ name: 'spiking, floor 0', seeds: [0, 1], images: 1000 });
    expect(spiking?.points).toEqual([
      { amplitude: 0.1, accuracy: 0.5, ofSeeds: [0.75, 0.25] },
      { amplitude: 0.5, accuracy: 0.375, ofSeeds: [0.25, 0.5] },
    ]);
    expect(rate).toMatchObject({ name: 'rate network', floor: 'rate' });
    expect([accuracyCurve(rows, null), accuracyCurves([])]).toEqual([undefined, []]);
  });

  it('are given per seed unless all seeds have the same curve', () => {
    const ofSeeds = [spiking, rate].map((curve) => curve && seedCurves(curve));
    expect(ofSeeds[0]?.[1]?.map(({ accuracy }) => accuracy)).toEqual([0.25, 0.5]);
    expect(ofSeeds[1]).toEqual([]);
  });
});

describe('a summary over seeds', () => {
  const seeds = (...accuracies: readonly number[]) =>
    accuracies.map((spikingAccuracy, seed) =>
      madeUpRow({ seed, spikingAccuracy, spikesPerNeuronStep: [0.1, seed / 10] }),
    );

  it('has the mean, an interval around it, the spread and the mean spikes, in any order of the seeds', () => {
    const rows = seeds(0.5, 0.75, 1, 0.75);
    const [summary] = summarizeSeeds(rows);
    expect(summary).toMatchObject({ seeds: [0, 1, 2, 3], amplitude: 0.01, minVoltage: 0, images: 1000 });
    expect(summary?.spikingAccuracy).toMatchObject({ mean: 0.75, least: 0.5, greatest: 1 });
    expect(summary?.spikingAccuracy.deviation).toBeCloseTo(Math.sqrt(0.125 / 3), 14);
    const [low = 1, high = 0] = summary?.spikingAccuracy.interval ?? [];
    expect(low < 0.75 && 0.75 < high).toBe(true);
    expect(summary?.rateAccuracy).toEqual({ mean: 0.9, interval: [0.9, 0.9], least: 0.9, greatest: 0.9, deviation: 0 });
    expect(summary?.spikesPerNeuronStep[1]).toBeCloseTo(0.15, 14);
    expect(summarizeSeeds(rows.toReversed())).toEqual([summary]);
  });

  it('has no interval for two seeds and no standard deviation for one', () => {
    const [two, one] = [seeds(0.5, 1), seeds(0.5)].map((rows) => summarizeSeeds(rows)[0]?.spikingAccuracy);
    expect(two).toMatchObject({ mean: 0.75, interval: null });
    expect(one).toEqual({ mean: 0.5, interval: null, least: 0.5, greatest: 0.5, deviation: null });
  });

  it('has one row per operating point', () => {
    const rows = [{}, { minVoltage: null }, { amplitude: 0.5 }, { rescaled: true }, { mode: 'retrained' } as const];
    expect(summarizeSeeds(rows.map(madeUpRow)).map(({ seeds }) => seeds)).toEqual([[0], [0], [0], [0], [0]]);
  });
});
