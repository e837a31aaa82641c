import { fivePercent, isWorseByMcNemar } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import type { ExplainedVariation } from './variation.ts';

const runKinds = ['rate', 'floored', 'free', 'rescaled'] as const;

/** How a network is run: as a rate network; with spikes and floor 0; without a floor; with next weights ÷ k and floor 0. */
export type RunKind = (typeof runKinds)[number];

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
}

/** Accuracy of a network as a rate network, with spikes and floor 0, and with spikes without a floor. */
export type Accuracies = Readonly<Record<'rate' | 'floored' | 'free', number>>;

/** Possible remedies for the amplitude: next weights ÷ k, or training for it with the plain or a rescaled recipe. */
export type Remedy = 'rescaled' | 'retrained' | 'retrainedRescaled';

/** The accuracy that spikes with a floor lose between two amplitudes, by cause. Gains are negative. */
export interface DropCauses {
  /** The sum of the three causes. */
  readonly total: number;
  /** The loss of the rate network: because of larger outputs or, if retrained, because of training. */
  readonly rates: number;
  /** The additional loss of spikes without a floor: they are few and at discrete times. */
  readonly spikes: number;
  /** The additional loss caused by the floor. */
  readonly floor: number;
}

/** The findings at one amplitude. The schema describes the fields. */
export interface ExplainedAmplitude {
  readonly amplitude: number;
  readonly accuracy: Readonly<Record<RunKind, number>>;
  readonly spikes: Readonly<Record<RunKind, readonly number[]>>;
  readonly drop: DropCauses;
  readonly remedies: Readonly<Partial<Record<Remedy, ExplainedRemedy>>>;
  readonly isWorse: boolean;
}

/** The accuracy with a remedy at one amplitude, and its loss since the smallest one. */
export interface ExplainedRemedy {
  readonly accuracy: Accuracies;
  readonly drop: DropCauses;
}

/** The accuracy at the largest amplitude with one floor. */
export interface ExplainedFloor {
  /** Null means no floor. */
  readonly minVoltage: number | null;
  readonly accuracy: number;
  /** Whether it is no worse than without a floor, by the McNemar test at 5 %. */
  readonly isEnough: boolean;
}

/** Why the accuracy of a network drops with the amplitude, and which remedies help. */
export interface AccuracyExplanation {
  /** The amplitudes ascend. */
  readonly amplitudes: readonly ExplainedAmplitude[];
  /** Floors at the largest amplitude, from 0 down to none. */
  readonly floors: readonly ExplainedFloor[];
  /** Other changes, at the largest amplitude. */
  readonly variations: readonly ExplainedVariation[];
  /** The largest amplitude at which spikes with the floor are no worse than at the best one. */
  readonly choice: number;
  /** The amplitude at which spikes with the floor do best; the smallest if there are several. */
  readonly best: number;
}

/**
 * Explains measured runs, which are compared image by image.
 *
 * @param measured - one or more amplitudes, ascending
 * @param remedies - accuracies of those that were tried [amplitude]
 */
export function explain(
  measured: readonly MeasuredAmplitude[],
  remedies: Readonly<Partial<Record<Remedy, readonly Accuracies[]>>>,
  floors: readonly ExplainedFloor[],
  variations: readonly ExplainedVariation[],
): AccuracyExplanation {
  const best = measured.reduce((one, other) => (mean(other.floored.right) > mean(one.floored.right) ? other : one));
  const accuracies = measured.map((here) => mapRuns(here, ({ right }) => mean(right)));
  const amplitudes = measured.map((here, index): ExplainedAmplitude => {
    const remedied = Object.entries(remedies).map(([name, of]) => [
      name,
      { accuracy: of[index], drop: dropCauses(of[0] as Accuracies, of[index] as Accuracies) },
    ]);
    return {
      amplitude: here.amplitude,
      accuracy: accuracies[index] as Record<RunKind, number>,
      spikes: mapRuns(here, ({ spikes }) => spikes),
      drop: dropCauses(accuracies[0] as Accuracies, accuracies[index] as Accuracies),
      remedies: Object.fromEntries(remedied),
      isWorse: isWorseByMcNemar({ before: best.floored.right, after: here.floored.right }, fivePercent),
    };
  });
  const choice = (amplitudes.findLast((one) => !one.isWorse) as ExplainedAmplitude).amplitude;
  return { amplitudes, floors, variations, choice, best: best.amplitude };
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
    isEnough: !isWorseByMcNemar({ before: free, after: right }, fivePercent),
  };
}
