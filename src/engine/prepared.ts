import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { type RateRun, runRates } from '../simulator/network/rates.ts';
import {
  type Probe,
  runSpiking,
  type SpikingRun,
  type SpikingSummary,
  summarizeRun,
} from '../simulator/network/run.ts';

export type RateSummary = Pick<RateRun, 'predicted' | 'readout'>;

/** A network that is ready to run on images. */
export interface PreparedNetwork {
  /** Which code runs: the kernel (`fast`) or src/simulator/network (`readable`). Both give the same bits. */
  readonly path: 'fast' | 'readable';
  /** Why the kernel does not run it. */
  readonly reason?: string;
  /** A summary of `runSpiking` of src/simulator/network. */
  readonly runSpiking: (image: Uint8Array) => SpikingSummary;
  /** The result of `runSpiking` of src/simulator/network. */
  readonly traceSpiking: (image: Uint8Array, probes?: readonly Probe[]) => SpikingRun;
  /** A summary of `runRates` of src/simulator/network. */
  readonly runRates: (image: Uint8Array) => RateSummary;
  /** The result of `runRates` of src/simulator/network. */
  readonly traceRates: (image: Uint8Array) => RateRun;
}

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

export function readableRates(network: EffectiveNetwork): Pick<PreparedNetwork, 'runRates' | 'traceRates'> {
  return {
    runRates: (image) => {
      const { predicted, readout } = runRates(network, image);
      return { predicted, readout };
    },
    traceRates: (image) => runRates(network, image),
  };
}
