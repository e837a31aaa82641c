import { describe, expect, it } from 'vitest';
import { type SeedSummary, summarizeSeeds } from '../../src/study/results/seed-summary.ts';
import { madeUpRow } from './made-up.ts';

const seeds = (accuracies: readonly number[]) =>
  accuracies.map((spikingAccuracy, seed) =>
    madeUpRow({ seed, spikingAccuracy, rateAccuracy: 0.9, spikesPerNeuronStep: [0.1, seed / 10] }),
  );

describe('a summary over seeds', () => {
  it('has the mean, an interval around it, the spread and the mean spikes', () => {
    const [summary] = summarizeSeeds(seeds([0.5, 0.75, 1, 0.75])) as [SeedSummary];
    expect(summary).toMatchObject({ seeds: [0, 1, 2, 3], amplitude: 0.01, minVoltage: 0, images: 1000 });
    const { mean, interval, least, greatest, deviation } = summary.spikingAccuracy;
    expect({ mean, least, greatest }).toEqual({ mean: 0.75, least: 0.5, greatest: 1 });
    expect(deviation).toBeCloseTo(Math.sqrt(0.125 / 3), 14);
    expect(interval?.[0]).toBeLessThan(0.75);
    expect(interval?.[1]).toBeGreaterThan(0.75);
    expect(summary.rateAccuracy).toEqual({ mean: 0.9, interval: [0.9, 0.9], least: 0.9, greatest: 0.9, deviation: 0 });
    expect(summary.spikesPerNeuronStep[1]).toBeCloseTo(0.15, 14);
  });

  it('has no interval for two seeds and no standard deviation for one', () => {
    const [two, one] = [seeds([0.5, 1]), seeds([0.5])].map((rows) => summarizeSeeds(rows)[0]?.spikingAccuracy);
    expect(two).toMatchObject({ mean: 0.75, interval: null });
    expect(one).toEqual({ mean: 0.5, interval: null, least: 0.5, greatest: 0.5, deviation: null });
  });

  it('does not depend on the order of the seeds', () => {
    const rows = seeds([0.1, 0.2, 0.7, 0.9]);
    expect(summarizeSeeds([...rows].reverse())).toEqual(summarizeSeeds(rows));
  });

  it('has one row per operating point', () => {
    const rows = [{}, { minVoltage: null }, { amplitude: 0.5 }, { rescaled: true }, { mode: 'retrained' } as const];
    expect(summarizeSeeds(rows.map(madeUpRow)).map(({ seeds }) => seeds)).toEqual([[0], [0], [0], [0], [0]]);
  });
});
