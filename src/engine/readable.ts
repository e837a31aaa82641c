import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { runRates } from '../simulator/network/rates.ts';
import { runSpiking, summarizeRun } from '../simulator/network/run.ts';
import type { PreparedNetwork } from './prepared.ts';

/** Prepares a network to be run by src/simulator/network; `reason` says why. */
export function readableNetwork(network: EffectiveNetwork, reason: string): PreparedNetwork {
  return {
    path: 'readable',
    reason,
    runSpiking: (image) => summarizeRun(runSpiking(network, image)),
    traceSpiking: (image, probes) => runSpiking(network, image, probes),
    ...readableRates(network),
  };
}

/** Prepares the rate network. */
export function readableRates(network: EffectiveNetwork): Pick<PreparedNetwork, 'runRates' | 'traceRates'> {
  return {
    runRates: (image) => {
      const { predicted, readout } = runRates(network, image);
      return { predicted, readout };
    },
    traceRates: (image) => runRates(network, image),
  };
}
