import type { NetworkOutput } from '../implementation.ts';
import { type Divergence, firstOff, type Numbers } from './comparison.ts';
import type { NetworkVector } from './vector.ts';

type Tolerance = NetworkVector['tolerance']['float64'];

/**
 * Compares networks in the order of cause and effect: in each step the current, voltage and spikes of each layer; then
 * spike counts, filtered read-out and class.
 */
export function compareNetworks(
  vector: NetworkVector,
  got: NetworkOutput,
  tolerance: Tolerance,
): Divergence | undefined {
  const { expected } = vector;
  const isProbed = expected.probed !== undefined && got.probed?.length === expected.probed.length;
  return (
    (isProbed ? firstProbedOff(vector, got, tolerance) : undefined) ??
    firstOff('spikeCounts', expected.spikeCounts, got.spikeCounts, 0) ??
    firstOff('filtered', expected.readout, got.readout, tolerance.readout) ??
    firstOff('class', expected.predicted, got.predicted, 0)
  );
}

function firstProbedOff(
  { input: { probes = [], steps }, expected }: NetworkVector,
  got: NetworkOutput,
  tolerance: Tolerance,
): Divergence | undefined {
  for (let step = 0; step < steps; step++) {
    for (const [probe, { layer, stage }] of probes.entries()) {
      const own = stage === 'spikes' ? 0 : tolerance[stage];
      const [due, came] = [expected.probed?.[probe]?.[step] as Numbers, got.probed?.[probe]?.[step]];
      const off = firstOff(`${layer} ${stage}`, due, came, own);
      if (off !== undefined) return { ...off, step };
    }
  }
  return undefined;
}
