import type { NetworkOutput } from '../implementation.ts';
import { type Level, levelOfTrains, type Trains } from '../level.ts';
import { areSameNumbers, firstOff, type Numbers } from './compare-numbers.ts';
import type { Comparison } from './comparison.ts';
import type { Divergence } from './level-of-output.ts';
import type { NetworkVector } from './vector.ts';

/**
 * Compares networks by stages, in the order in which one follows from another: in a step the current, the voltage and the
 * spikes of each layer; then the numbers of spikes, the filtered read-out and the class.
 */
export function compareNetworks(
  { input, expected }: NetworkVector,
  got: NetworkOutput,
  allowed: NetworkVector['tolerance']['float64'],
): Comparison {
  const probes = input.probes ?? [];
  const isProbed = expected.probed !== undefined && got.probed?.length === expected.probed.length;
  const divergence = (isProbed ? firstProbedOff() : undefined) ?? firstAnswerOff(expected, got, allowed.readout);
  const spikes = got.spikeCounts.flat().reduce((sum, count) => sum + count, 0);
  return { level: level(), spikes, ...(divergence && { divergence }) };

  function firstProbedOff(): Divergence | undefined {
    for (let step = 0; step < input.steps; step++) {
      for (const [probe, { layer, stage }] of probes.entries()) {
        const tolerance = stage === 'spikes' ? 0 : allowed[stage];
        const [due, came] = [expected.probed?.[probe]?.[step] as Numbers, got.probed?.[probe]?.[step]];
        const off = firstOff(`${layer} ${stage}`, due, came, tolerance);
        if (off !== undefined) return { ...off, step };
      }
    }
    return undefined;
  }

  function level(): Level {
    const isSame = (['readout', 'spikeCounts', 'predicted'] as const).every((field) =>
      areSameNumbers(expected[field], got[field]),
    );
    if (isProbed && isSame && areSameNumbers(expected.probed ?? [], got.probed)) return { name: 'bits' };
    if (isProbed) {
      const trains = (output: NetworkOutput) => probedTrains(output, probes);
      return levelOfTrains(trains(expected), trains(got), input.steps);
    }
    return { name: divergence === undefined ? 'steps' : 'none' };
  }
}

function firstAnswerOff(expected: NetworkOutput, got: NetworkOutput, readout: number): Divergence | undefined {
  return (
    firstOff('spikeCounts', expected.spikeCounts, got.spikeCounts, 0) ??
    firstOff('filtered', expected.readout, got.readout, readout) ??
    firstOff('class', expected.predicted, got.predicted, 0)
  );
}

/** The trains of all neurons whose spikes were probed. */
function probedTrains({ probed = [] }: NetworkOutput, probes: NonNullable<NetworkVector['input']['probes']>): Trains {
  return probes.flatMap(({ stage }, probe) => {
    const steps = stage === 'spikes' ? (probed[probe] ?? []) : [];
    return (steps[0] ?? []).map((_, neuron) => steps.flatMap((fired, step) => (fired[neuron] ? [step] : [])));
  });
}
