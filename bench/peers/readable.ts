import { foldForSpikes } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runSpiking, type SpikingRun } from '../../src/simulator/network/run.ts';
import { accumulateGradients } from '../../src/simulator/training/micro-batch.ts';
import { type Classified, joinBlocks, type MeasuredCode } from './measured-code.ts';

/** The readable code, in this thread. */
export function readableCode(network: Network): MeasuredCode {
  return {
    prepare: async (point) => {
      const folded = foldForSpikes(network, point);
      return async (images) => joinBlocks(images.map((image) => summarize(runSpiking(folded, image))));
    },
    openTraining: () => ({ accumulateGradients, close: async () => {} }),
    stop: async () => {},
  };
}

function summarize({ predicted, spikeCounts }: SpikingRun): Classified {
  const total = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0);
  return { predicted: [predicted], spikes: spikeCounts.reduce((sum, counts) => sum + total(counts), 0) };
}
