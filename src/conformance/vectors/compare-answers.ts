import type { NetworkOutput } from '../implementation.ts';
import { type Level, levelOfTrains, type Trains } from '../level.ts';
import { areSameNumbers, type Comparison, countSpikes, type Divergence, firstOff, type Numbers } from './comparison.ts';
import type { NetworkVector } from './vector.ts';

/** Compares the fields of an output in the given order, in which causes come before their effects. */
export function compareFields<Field extends string>(
  fields: readonly Field[],
  expected: Readonly<Record<Field, Numbers>>,
  got: Readonly<Record<Field, unknown>>,
  tolerance: Readonly<Record<Field, Numbers>>,
): Comparison {
  return comparisonOf(
    fields.map((field) => firstOff(field, expected[field], got[field], tolerance[field])),
    fields.every((field) => areSameNumbers(expected[field], got[field])),
  );
}

function comparisonOf(divergences: readonly (Divergence | undefined)[], isSame: boolean): Comparison {
  const divergence = divergences.find((one) => one !== undefined);
  if (divergence !== undefined) return { level: 'none', divergence };
  return { level: isSame ? 'bits' : 'steps' };
}

/**
 * Compares networks in the order of cause and effect: in each step the current, voltage and spikes of each layer; then
 * spike counts, filtered read-out and class.
 */
export function compareNetworks(
  { input, expected }: NetworkVector,
  got: NetworkOutput,
  tolerance: NetworkVector['tolerance']['float64'],
): Comparison {
  const probes = input.probes ?? [];
  const isProbed = expected.probed !== undefined && got.probed?.length === expected.probed.length;
  const divergence = (isProbed ? firstProbedOff() : undefined) ?? firstResultOff(expected, got, tolerance.readout);
  const spikes = countSpikes(got) ?? 0;
  return { level: level(), spikes, ...(divergence && { divergence }) };

  function firstProbedOff(): Divergence | undefined {
    for (let step = 0; step < input.steps; step++) {
      for (const [probe, { layer, stage }] of probes.entries()) {
        const own = stage === 'spikes' ? 0 : tolerance[stage];
        const [due, came] = [expected.probed?.[probe]?.[step] as Numbers, got.probed?.[probe]?.[step]];
        const off = firstOff(`${layer} ${stage}`, due, came, own);
        if (off !== undefined) return { ...off, step };
      }
    }
    return undefined;
  }

  function level(): Level {
    if (!isProbed) return divergence === undefined ? 'steps' : 'none';
    const fields = ['readout', 'spikeCounts', 'predicted', 'probed'] as const;
    if (fields.every((field) => areSameNumbers(expected[field] ?? [], got[field]))) return 'bits';
    return levelOfTrains(probedTrains(expected, probes), probedTrains(got, probes), input.steps);
  }
}

function firstResultOff(expected: NetworkOutput, got: NetworkOutput, readout: number): Divergence | undefined {
  return (
    firstOff('spikeCounts', expected.spikeCounts, got.spikeCounts, 0) ??
    firstOff('filtered', expected.readout, got.readout, readout) ??
    firstOff('class', expected.predicted, got.predicted, 0)
  );
}

/** The spike trains of all neurons whose spikes were probed. */
function probedTrains({ probed = [] }: NetworkOutput, probes: NonNullable<NetworkVector['input']['probes']>): Trains {
  return probes.flatMap(({ stage }, probe) => {
    const steps = stage === 'spikes' ? (probed[probe] ?? []) : [];
    return (steps[0] ?? []).map((_, neuron) => steps.flatMap((fired, step) => (fired[neuron] ? [step] : [])));
  });
}
