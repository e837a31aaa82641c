import { fivePercent, isWorseByMcNemar, keepsAccuracy } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import type {
  Accuracies,
  AccuracyExplanation,
  DropCauses,
  ExplainedAmplitude,
  ExplainedFloor,
  RunKind,
} from './explanation-schema.ts';

const runKinds: readonly RunKind[] = ['rate', 'floored', 'free', 'rescaled'];

/** One run of a network at one amplitude. */
export interface MeasuredRun {
  /** 1 if the network assigns the correct class [image]. */
  readonly right: readonly number[];
  /** Spikes per neuron per step [layer]; rate · dt for the rate network. */
  readonly spikes: readonly number[];
}

/** All runs at one amplitude. */
export interface MeasuredAmplitude extends Readonly<Record<RunKind, MeasuredRun>> {
  readonly amplitude: number;
  /** Accuracy of the rate network with rescaled weights. */
  readonly rescaledRate: number;
  /** Median kick per step, by theory; undefined for a single layer of neurons. */
  readonly kick: number | undefined;
}

/** What is explained in addition to the amplitudes: predictions, and runs at the largest amplitude. */
export type FurtherFindings = Omit<AccuracyExplanation, 'amplitudes' | 'choice' | 'best'>;

/**
 * Explains measured runs, which are compared image by image.
 *
 * @param measured - one or more amplitudes, ascending
 */
export function explain(measured: readonly MeasuredAmplitude[], further: FurtherFindings): AccuracyExplanation {
  const best = measured.reduce((one, other) => (mean(other.floored.right) > mean(one.floored.right) ? other : one));
  const accuracies = measured.map((here) => mapRuns(here, ({ right }) => mean(right)));
  const amplitudes = measured.map((here, index): ExplainedAmplitude => {
    return {
      amplitude: here.amplitude,
      accuracy: accuracies[index] as Record<RunKind, number>,
      spikes: mapRuns(here, ({ spikes }) => spikes),
      drop: dropCauses(accuracies[0] as Accuracies, accuracies[index] as Accuracies),
      rescaledRate: here.rescaledRate,
      ...(here.kick !== undefined && { kick: here.kick }),
      isWorse: isWorseByMcNemar({ before: best.floored.right, after: here.floored.right }, fivePercent),
    };
  });
  const choice = (amplitudes.findLast((one) => !one.isWorse) as ExplainedAmplitude).amplitude;
  return { amplitudes, ...further, choice, best: best.amplitude };
}

function mapRuns<Value>(runs: MeasuredAmplitude, change: (run: MeasuredRun) => Value): Record<RunKind, Value> {
  return Object.fromEntries(runKinds.map((kind) => [kind, change(runs[kind])])) as Record<RunKind, Value>;
}

/**
 * Divides an accuracy drop among its causes without remainder: floored = rate − (rate − free) − (free − floored).
 *
 * @example dropCauses({ rate: 1, floored: 1, free: 1 }, { rate: 0.875, floored: 0.25, free: 0.75 })
 * // { total: 0.75, rates: 0.125, spikes: 0.125, floor: 0.5 }
 */
export function dropCauses(first: Accuracies, here: Accuracies): DropCauses {
  return {
    total: first.floored - here.floored,
    rates: first.rate - here.rate,
    spikes: here.rate - here.free - (first.rate - first.free),
    floor: here.free - here.floored - (first.free - first.floored),
  };
}

/** Explains a run at the largest amplitude with one floor, compared with the run without a floor. */
export function explainFloor(
  minVoltage: number | null,
  right: readonly number[],
  free: readonly number[],
): ExplainedFloor {
  return {
    minVoltage,
    accuracy: mean(right),
    isEnough: keepsAccuracy({ before: free, after: right }),
  };
}

/** The highest floor that is low enough, together with all lower ones. */
export function highestEnough(floors: readonly ExplainedFloor[]): number | undefined {
  const enough = floors.find((_, index) => floors.slice(index).every(({ isEnough }) => isEnough));
  return enough?.minVoltage ?? undefined;
}
