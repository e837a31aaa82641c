import { foldForSpikes } from '../../src/network/effective.ts';
import type { Network } from '../../src/network/network.ts';
import { runSpiking } from '../../src/network/run.ts';
import { sumErrorsReadably } from '../../src/training/train.ts';
import { joined, type Subject } from './subject.ts';

/** The readable code, in this thread. */
export function readableSubject(network: Network): Subject {
  return {
    classify: async (point, images) => {
      const folded = foldForSpikes(network, point);
      const runs = images.map((image) => runSpiking(folded, image));
      return joined(
        runs.map(({ predicted, spikeCounts }) => ({
          predicted: [predicted],
          spikes: spikeCounts.reduce((sum, counts) => sum + counts.reduce((total, count) => total + count, 0), 0),
        })),
      );
    },
    openTraining: () => ({ sumErrors: sumErrorsReadably, close: async () => {} }),
    stop: async () => {},
  };
}
