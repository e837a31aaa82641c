import type { RateRun } from '../simulator/network/rates.ts';
import type { Probe, SpikingRun, SpikingSummary } from '../simulator/network/run.ts';

/** Called at the end of each stage of a run, for instance to measure its time. */
export type Watch = (stage: string) => void;

/** The results of the rate network that a study needs. */
export type RateSummary = Pick<RateRun, 'predicted' | 'readout'>;

/** A network that is ready to run on images. */
export interface PreparedNetwork {
  /** Which code runs: the kernel (`fast`) or src/simulator/network (`readable`). Both give the same bits. */
  readonly path: 'fast' | 'readable';
  /** Why the kernel does not run it. */
  readonly reason?: string;
  /** A summary of `runSpiking` of src/simulator/network. */
  readonly runSpiking: (image: Uint8Array, watch?: Watch) => SpikingSummary;
  /** The result of `runSpiking` of src/simulator/network. */
  readonly traceSpiking: (image: Uint8Array, probes?: readonly Probe[]) => SpikingRun;
  /** A summary of `runRates` of src/simulator/network. */
  readonly runRates: (image: Uint8Array, watch?: Watch) => RateSummary;
  /** The result of `runRates` of src/simulator/network. */
  readonly traceRates: (image: Uint8Array) => RateRun;
}
