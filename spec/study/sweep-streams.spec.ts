import { expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runStream, type SpikingRun, summarizeRun } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { writeNetwork } from '../../src/study/network/folder.ts';
import { runSweep } from '../../src/study/run/sweep.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { classOfLastSteps } from '../network/class-of-last-steps.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const digits = loadMnist('test').images;

it.each([
  ['restart', 52, [0, 1, 49, 50, 51]], // in two blocks
  ['carry-over', 3, [0, 1, 2]],
] as const)(
  'a sweep of streams shows each image after the one before it, the first after the last, without a reset: %s',
  async (stream, images, compared) => {
    const untrained = build(miniature, 0);
    const network = foldForSpikes(untrained, { ...tutorialPoint, amplitude: 0.5 });
    const weights = temporaryFolder();
    writeNetwork(weights, untrained);
    const runs = compared.map((image) => {
      const before = digits.at((image || images) - 1) as Uint8Array;
      return runStream(network, [before, digits[image] as Uint8Array]) as [SpikingRun, SpikingRun];
    });
    const carried = runs.map(([first, second]) =>
      classOfLastSteps({ ...second, readout: [...first.readout, ...second.readout] }, 0, network),
    );
    const spikes = runs.map(([, second]) => summarizeRun(second).spikeCounts[1] as number);
    const classes = stream === 'restart' ? runs.map(([, { predicted }]) => predicted) : carried;
    const { rows } = await runSweep({ weights, images, amplitudes: [0.5], stream }, { workers: 1 });
    expect(compared.map((image) => rows[0]?.predicted?.[image])).toEqual(classes);
    if (compared.length === images) expect(rows[0]?.spikesPerNeuronStep[1]).toBeCloseTo(mean(spikes) / (30 * 144), 12);
  },
);
