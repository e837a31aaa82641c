import { describe, expect, it } from 'vitest';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runStream, summarizeRun } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { measureStreams } from '../../src/study/explanation/measure-streams.ts';
import { writeNetwork } from '../../src/study/network/folder.ts';
import { prepareGiven } from '../../src/study/prepare.ts';
import type { Row } from '../../src/study/results/saved-results.ts';
import { runSweep } from '../../src/study/run/sweep.ts';
import { describeSettings } from '../../src/study/settings.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { classOfLastSteps } from '../network/class-of-last-steps.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const digits = loadMnist('test');

describe('a sweep of streams', () => {
  it.each([undefined, 'reset-by-subtraction'] as const)(
    'shows each image after the one before it, the first after the last, without a reset: neurons %s',
    async (neurons) => {
      const images = neurons ? 4 : 52; // in two blocks; other neurons are run by the readable code
      const model = neurons && { neurons: subtractingLif };
      const untrained = build(miniature, 0);
      const network = foldForSpikes(untrained, { ...tutorialPoint, amplitude: 0.5, ...model });
      const weights = temporaryFolder();
      writeNetwork(weights, { ...untrained, ...(neurons && { neurons }) });
      const runs = Array.from({ length: images }, (_, image) => {
        const before = digits.images.at((image || images) - 1) as Uint8Array;
        return runStream(network, [before, digits.images[image] as Uint8Array]);
      });
      const seconds = runs.map(([, second]) => second as (typeof runs)[number][number]);
      const carried = runs.map(([first, second]) => {
        const readout = [...(first?.readout ?? []), ...(second?.readout ?? [])];
        return classOfLastSteps({ ...second, readout } as (typeof seconds)[number], 0, network);
      });
      const spikes = seconds.map((run) => summarizeRun(run).spikeCounts[1] as number);
      for (const [stream, classes] of [
        ['restart', seconds.map(({ predicted }) => predicted)],
        ['carry-over', carried],
      ] as const) {
        const { rows } = await runSweep({ weights, images, amplitudes: [0.5], stream }, { workers: 1 });
        expect(rows[0]?.predicted).toEqual(classes);
        expect(rows[0]?.spikesPerNeuronStep[1]).toBeCloseTo(mean(spikes) / (30 * 144), 12);
      }
    },
  );

  it("has the accuracies of explain on the second images, below those of single images in NengoDL's network without a floor", async () => {
    const request = { images: 10, amplitudes: [0.5], minVoltages: [0, null] };
    const isRight = ({ predicted = [] }: Row) =>
      predicted.map((label, image) => Number(label === digits.labels[image]));
    const rightWith = async (stream?: 'restart' | 'carry-over') => {
      const { rows } = await runSweep({ ...request, ...(stream && { stream }) }, { workers: 1 });
      return rows.map(isRight);
    };
    const [alone, restarted, carried] = [await rightWith(), await rightWith('restart'), await rightWith('carry-over')];
    const explained = await measureStreams(prepareGiven(request), 0.5, 0.01, []);
    const ofSeconds = (right: readonly number[] = []) => mean(right.filter((_, image) => image % 2 === 1));
    for (const [index, minVoltage] of request.minVoltages.entries()) {
      const { accuracy } =
        explained.find((one) => one.minVoltage === minVoltage && !one.rescaled && one.synapseSeconds === 0) ??
        expect.unreachable();
      expect([accuracy.second, accuracy.carried]).toEqual([ofSeconds(restarted[index]), ofSeconds(carried[index])]);
    }
    expect(mean(restarted[1] ?? [])).toBeLessThan(mean(alone[1] ?? []) - 0.2);
    expect(mean(carried[1] ?? [])).toBeLessThan(mean(alone[1] ?? []) - 0.2);
  });

  it('is named in the description of its settings', () => {
    const { settings } = prepareGiven({ images: 2, amplitudes: [0.5], stream: 'carry-over' });
    expect(describeSettings(settings)).toContain(
      'each image after the one before it without a reset, read-out filter carried over',
    );
  });
});
