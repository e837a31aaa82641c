import { fivePercent, isWorseByMcNemar } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import { type Accuracies, type DropCauses, dropCauses } from './drop-causes.ts';
import { type ExplainedVariation, explainVariation, type MeasuredVariation } from './variation.ts';

/**
 * The amplitudes of an explanation, unless others are given: 1, 2, 5, 10, 20 and 50 times that of training.
 *
 * @example usualAmplitudes(0.01) // [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
 */
export function usualAmplitudes(trainedAmplitude: number): number[] {
  return [1, 2, 5, 10, 20, 50].map((multiple) => Number((multiple * trainedAmplitude).toPrecision(12)));
}

/** One run of a network at one amplitude. */
export interface MeasuredRun {
  /** 1 if the network assigns the correct class [image]. */
  readonly right: readonly number[];
  /** Spikes per neuron and step [layer]; rate · dt for the rate network. */
  readonly spikes: readonly number[];
}

/**
 * How a network is run: as a rate network; with spikes and floor 0; without a floor; with next weights ÷ k and floor 0.
 */
export type RunKind = 'rate' | 'floored' | 'free' | 'rescaled';

/** Possible remedies for the amplitude: next weights ÷ k, or training for it with the plain or a rescaled recipe. */
export type Remedy = 'rescaled' | 'retrained' | 'retrainedRescaled';

/** All runs at one amplitude. */
export interface MeasuredAmplitude extends Readonly<Record<RunKind, MeasuredRun>> {
  readonly amplitude: number;
  /** The remedies that were tried. */
  readonly remedies?: Readonly<Partial<Record<Remedy, Accuracies>>>;
}

/** A run at the largest amplitude with one floor. */
export interface MeasuredFloor {
  /** Null: no floor. */
  readonly minVoltage: number | null;
  /** 1 if the network assigns the correct class [image]. */
  readonly right: readonly number[];
}

/** The findings at one amplitude. Accuracies are fractions, 0 … 1. */
export interface ExplainedAmplitude {
  readonly amplitude: number;
  readonly accuracy: Readonly<Record<RunKind, number>>;
  /** Spikes per neuron and step [layer]. */
  readonly spikes: Readonly<Record<RunKind, readonly number[]>>;
  /** Loss of spikes with the floor since the smallest amplitude, by cause. */
  readonly drop: DropCauses;
  /** The same for each remedy that was tried. */
  readonly remedies: Readonly<Partial<Record<Remedy, ExplainedRemedy>>>;
  /** Whether spikes with the floor are worse than at the best amplitude, by the McNemar test at 5 %. */
  readonly isWorse: boolean;
}

/** The findings about a remedy at one amplitude. */
export interface ExplainedRemedy {
  readonly accuracy: Accuracies;
  /** The remaining loss since the smallest amplitude, by cause. */
  readonly drop: DropCauses;
}

/** The accuracy at the largest amplitude with one floor. */
export interface ExplainedFloor {
  /** Null: no floor. */
  readonly minVoltage: number | null;
  /** Fraction of correctly classified images. */
  readonly accuracy: number;
  /** Whether it is no worse than without a floor, by the McNemar test at 5 %. */
  readonly isEnough: boolean;
}

/** Why the accuracy of a network drops with the amplitude, and which remedies help. */
export interface AccuracyExplanation {
  /** Ascending. */
  readonly amplitudes: readonly ExplainedAmplitude[];
  /** At the largest amplitude, from 0 down to none. */
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
 * @param floors - at the largest amplitude, from 0 down to none
 * @param variations - at the largest amplitude
 */
export function explain(
  measured: readonly MeasuredAmplitude[],
  floors: readonly MeasuredFloor[],
  variations: readonly MeasuredVariation[] = [],
): AccuracyExplanation {
  const best = measured.reduce((one, other) => (accuracyOf(other.floored) > accuracyOf(one.floored) ? other : one));
  const start = measured[0] as MeasuredAmplitude;
  const amplitudes = measured.map((here) => explainAmplitude(here, start, best));
  return {
    amplitudes,
    floors: explainFloors(floors),
    variations: variations.map(explainVariation),
    choice: (amplitudes.findLast((one) => !one.isWorse) as ExplainedAmplitude).amplitude,
    best: best.amplitude,
  };
}

function explainAmplitude(
  here: MeasuredAmplitude,
  start: MeasuredAmplitude,
  best: MeasuredAmplitude,
): ExplainedAmplitude {
  const { amplitude, floored } = here;
  return {
    amplitude,
    accuracy: mapRuns(here, accuracyOf),
    spikes: mapRuns(here, ({ spikes }) => spikes),
    drop: dropCauses(mapRuns(start, accuracyOf), mapRuns(here, accuracyOf)),
    remedies: explainRemedies(start, here),
    isWorse: isWorseByMcNemar({ before: best.floored.right, after: floored.right }, fivePercent),
  };
}

function explainFloors(floors: readonly MeasuredFloor[]): ExplainedFloor[] {
  const without = floors.at(-1)?.right ?? [];
  return floors.map(({ minVoltage, right }) => ({
    minVoltage,
    accuracy: mean(right),
    isEnough: !isWorseByMcNemar({ before: without, after: right }, fivePercent),
  }));
}

function explainRemedies(start: MeasuredAmplitude, here: MeasuredAmplitude): ExplainedAmplitude['remedies'] {
  const explained: Partial<Record<Remedy, ExplainedRemedy>> = {};
  for (const [remedy, accuracy] of Object.entries(here.remedies ?? {}) as [Remedy, Accuracies][]) {
    const first = start.remedies?.[remedy];
    if (first) explained[remedy] = { accuracy, drop: dropCauses(first, accuracy) };
  }
  return explained;
}

function accuracyOf({ right }: MeasuredRun): number {
  return mean(right);
}

function mapRuns<Value>(
  runs: Readonly<Record<RunKind, MeasuredRun>>,
  change: (run: MeasuredRun) => Value,
): Record<RunKind, Value> {
  const { rate, floored, free, rescaled } = runs;
  return { rate: change(rate), floored: change(floored), free: change(free), rescaled: change(rescaled) };
}
