import type { FloatArray } from '../base/precision.ts';
import type { RateRun } from '../simulator/network/rates.ts';
import type { Probe, SpikingRun } from '../simulator/network/run.ts';

/** Called when a stage of a run has ended, so that the caller may take the time. */
export type Watch = (stage: string) => void;

/** What a study wants to know of a run with spikes. */
export interface SpikingSummary {
  /** The class: where the filtered read-out is largest after the last step. */
  readonly predicted: number;
  /** Filtered read-out after the last step [class]. */
  readonly filtered: FloatArray;
  /** Number of spikes [layer]. */
  readonly spikeCounts: readonly number[];
}

/** What a study wants to know of the rate network. */
export type RateSummary = Pick<RateRun, 'predicted' | 'readout'>;

/** A network that is ready to be shown images. */
export interface PreparedNetwork {
  /** Which code runs: the kernel, or src/simulator/network. Both give the same bits. */
  readonly path: 'fast' | 'readable';
  /** Why it is not the fast one. */
  readonly reason?: string;
  /** Equal to `runSpiking` of src/simulator/network, summed up. */
  readonly runSpiking: (image: Uint8Array, watch?: Watch) => SpikingSummary;
  /** Equal to `runSpiking` of src/simulator/network. */
  readonly traceSpiking: (image: Uint8Array, probes?: readonly Probe[]) => SpikingRun;
  /** Equal to `runRates` of src/simulator/network, summed up. */
  readonly runRates: (image: Uint8Array, watch?: Watch) => RateSummary;
  /** Equal to `runRates` of src/simulator/network. */
  readonly traceRates: (image: Uint8Array) => RateRun;
}
