import { describe, expect, it } from 'vitest';
import { createEngine, type Engine, type PreparedNetwork, readableNetwork } from '../../src/engine/engine.ts';
import { readableStream } from '../../src/engine/stream.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { planTasks } from '../../src/study/run/plan.ts';
import { collectResults } from '../../src/study/run/run-study.ts';
import { createTaskRunner } from '../../src/study/run/task-runner.ts';
import { someSettings } from './made-up.ts';

describe('the results of a study', () => {
  const settings = { ...someSettings, amplitudes: [0.5], minVoltages: [0, null], images: 60 };
  const labels = Uint8Array.from({ length: 60 }, (_, image) => image % 10);

  it('counts images, and spikes per neuron per step', () => {
    const tasks = planTasks(settings);
    // floor 0: nine correct images in the second block; no floor: all correct; rates: class 0 for all
    const blocks = tasks.map(({ kind, minVoltage, first, count }) => {
      if (kind === 'rates') return { predicted: Array(count).fill(0), spikes: [] };
      const right = Array.from(labels.slice(first, first + count));
      const predicted =
        minVoltage === 0 ? right.map((label, image) => (first === 50 && image > 0 ? label : 11)) : right;
      return { predicted, spikes: [512 * count, 144] };
    });
    const rows = collectResults({ settings, architecture: miniature, labels }, tasks, blocks).map(({ row }) => row);
    expect(rows[0]).toMatchObject({ minVoltage: 0, spikingAccuracy: 9 / 60, rateAccuracy: 6 / 60, agreement: 0 });
    expect(rows[1]).toMatchObject({ minVoltage: null, spikingAccuracy: 1, rateAccuracy: 6 / 60, agreement: 6 / 60 });
    // layers of 512 and 144 neurons, 30 steps; 512 spikes per image, 144 per block
    expect(rows[0]?.spikesPerNeuronStep).toEqual([1 / 30, 2 / (60 * 30)]);
  });
});

describe('the tasks of a study', async () => {
  const network = build(miniature, 0);
  const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * 37) % 256);
  const task = { kind: 'spiking', amplitude: 0.01, minVoltage: 0, seed: 0, first: 0, count: 1 } as const;
  const readable: Engine = {
    prepare: (network) => readableNetwork(network, 'for the test'),
    prepareStream: readableStream,
  };

  /** An engine that records which networks it prepares. */
  const watch = (settings: Partial<typeof someSettings>) => {
    const prepared: EffectiveNetwork[] = [];
    const prepare = (network: EffectiveNetwork): PreparedNetwork => {
      prepared.push(network);
      return {
        ...readable.prepare(network),
        runSpiking: () => ({ predicted: 0, filtered: [], spikeCounts: [] }) as never,
      };
    };
    return { prepared, work: createTaskRunner(network, { ...someSettings, ...settings }, { ...readable, prepare }) };
  };

  it('draw the initial voltages of their seed once, or take them from the file, or use 0', () => {
    const seen = (['file', 'zero', 'uniform'] as const).flatMap((initialVoltage) => {
      const { prepared, work } = watch({ initialVoltage });
      for (const seed of [0, 1, 0]) work({ ...task, seed }, [image], image);
      return prepared.map((folded) => folded.initialVoltage[0]?.[0]);
    });
    const [drawn, other] = [build(miniature, 0), build(miniature, 1)].map((built) => built.initialVoltage[0]?.[0]);
    expect(drawn).not.toBe(other);
    expect(seen).toEqual([drawn, drawn, drawn, 0, 0, 0, drawn, other, drawn]);
  });

  it('prepare a network once for consecutive tasks that need the same one', () => {
    const { prepared, work } = watch({});
    for (const first of [0, 50, 100]) work({ ...task, first }, [image], image);
    expect(prepared).toHaveLength(1);
    for (const other of [{ minVoltage: null }, { amplitude: 0.02 }, {}]) work({ ...task, ...other }, [image], image);
    expect(prepared).toHaveLength(4);
  });

  it('have the same results after others, whose first spikes they take over only if those are their own', async () => {
    const engine = await createEngine();
    // far below 0, so that the floor decides when a neuron of the first layer fires
    const initialVoltage = network.initialVoltage.map((voltages) => voltages.map((one) => one - 2));
    const images = [image, image.toReversed()];
    const tasks = ['uniform', 'file'].flatMap((source) =>
      [0, 1].flatMap((seed) =>
        [0, null].flatMap((minVoltage) =>
          [0, 1].flatMap((first) =>
            [0.01, 0.5].map((amplitude) => ({ source, one: { ...task, seed, minVoltage, first, amplitude } })),
          ),
        ),
      ),
    );
    const runnerOf = (source: string) =>
      createTaskRunner({ ...network, initialVoltage }, { ...someSettings, initialVoltage: source as 'file' }, engine);
    const shared = { uniform: runnerOf('uniform'), file: runnerOf('file') };
    for (const { source, one } of tasks) {
      const shown = images.slice(one.first, one.first + 1);
      expect(shared[source as 'file'](one, shown, image)).toEqual(runnerOf(source)(one, shown, image));
    }
  });
});
