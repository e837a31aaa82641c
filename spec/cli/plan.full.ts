import { describe, expect, it } from 'vitest';
import type { CostOutput } from '../../src/report/cost.ts';
import { spawnLifspec } from './command-line.ts';

describe('lifspec plan', () => {
  it('measures for some seconds if it is given nothing', () => {
    const words = '--mode fixed --network miniature --amplitudes 0.01,0.5 --images 20 --train-images 200 --format json';
    const { status, stdout, stderr } = spawnLifspec('plan', ...words.split(' '));
    expect([status, stderr]).toEqual([0, 'lifspec: measures this machine for some seconds\n']);
    const { measurement }: CostOutput = JSON.parse(stdout);
    expect(measurement.evaluation.spiking).toHaveLength(2);
    expect(measurement.training?.imagesPerSecond).toBeGreaterThan(0);
  }, 600_000);
});
