import type { FloatArray } from '../base/precision.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { runRates } from '../simulator/network/rates.ts';
import { runSpiking, type SpikingRun } from '../simulator/network/run.ts';
import type { PreparedNetwork, SpikingSummary } from './prepared.ts';

/** Prepares a network that src/simulator/network runs, and states the reason. */
export function readableNetwork(network: EffectiveNetwork, reason: string): PreparedNetwork {
  return {
    path: 'readable',
    reason,
    runSpiking: (image) => summarizeRun(runSpiking(network, image)),
    traceSpiking: (image, probes) => runSpiking(network, image, probes),
    runRates: (image) => {
      const { predicted, readout } = runRates(network, image);
      return { predicted, readout };
    },
    traceRates: (image) => runRates(network, image),
  };
}

/** Reduces a run to what a study needs. */
export function summarizeRun({ predicted, filtered, spikeCounts }: SpikingRun): SpikingSummary {
  return {
    predicted,
    filtered: filtered.at(-1) as FloatArray,
    spikeCounts: spikeCounts.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
  };
}
