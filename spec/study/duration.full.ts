import { expect, it } from 'vitest';
import { miniature, tutorial } from '../../src/simulator/network/architecture.ts';
import { measureMember } from '../../src/study/cost.ts';
import { typicalCost } from '../../src/study/run/duration.ts';

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
