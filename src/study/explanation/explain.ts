import { fivePercent, isWorse } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import { type Accuracies, type Fall, fallBetween } from './accuracy-drop.ts';
import { type ExplainedVariation, explainVariation, type MeasuredVariation } from './variation.ts';

/**
 * The amplitudes that are looked at if none are asked for: 1, 2, 5, 10, 20 and 50 times that of training, as one would
 * write them by hand.
 *
 * @example usualAmplitudes(0.01) // [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
 */
export function usualAmplitudes(trainedAmplitude: number): number[] {
  return [1, 2, 5, 10, 20, 50].map((multiple) => Number((multiple * trainedAmplitude).toPrecision(12)));
}

/** What a network did at an amplitude, in one of the ways in which it can be run. */
export interface Outcome {
  /** 1 where it gave the right class [image]. */
  readonly right: readonly number[];
  /** Spikes a neuron and step [layer]; of the rate network, rate · dt. */
  readonly spikes: readonly number[];
}

/** How a network can be run: as a rate network, with spikes and a floor of 0, without, and with next weights ÷ k. */
export type Way = 'rate' | 'floored' | 'free' | 'rescaled';

/**
 * What was done about the amplitude: next weights ÷ k (`rescaled`), or training anew for it, plainly (`retrained`) or
 * in its units (`retrainedRescaled`).
 */
export type Remedy = 'rescaled' | 'retrained' | 'retrainedRescaled';

/** What was measured at an amplitude. */
export interface MeasuredAmplitude extends Readonly<Record<Way, Outcome>> {
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Those that were tried. */
  readonly remedies?: Readonly<Partial<Record<Remedy, Accuracies>>>;
}

/** What was measured at the largest amplitude with a floor. */
export interface MeasuredFloor {
  /** Null: no floor. */
  readonly minVoltage: number | null;
  /** 1 where it gave the right class [image]. */
  readonly right: readonly number[];
}

/** What became of an amplitude. Shares are 0 … 1. */
export interface ExplainedAmplitude {
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Share of the images in the right class. */
  readonly accuracy: Readonly<Record<Way, number>>;
  /** Spikes a neuron and step [layer]. */
  readonly spikes: Readonly<Record<Way, readonly number[]>>;
  /** What the floor takes: accuracy without it less that with it. */
  readonly lostToFloor: number;
  /** What the rate network itself loses from the smallest amplitude to this one. */
  readonly lostByRates: number;
  /** What is lost with spikes and floor since the smallest amplitude, and to what. */
  readonly fall: Fall;
  /** The same of the remedies that were tried. */
  readonly remedies: Readonly<Partial<Record<Remedy, ExplainedRemedy>>>;
  /** Whether it is worse with spikes and floor than at the best amplitude, by more than chance makes it. */
  readonly isWorse: boolean;
}

/** What became of an amplitude about which something was done. */
export interface ExplainedRemedy {
  /** What it gives at the amplitude. */
  readonly accuracy: Accuracies;
  /** What is still lost since the smallest amplitude, and to what. */
  readonly fall: Fall;
}

/** How much accuracy a floor leaves at the largest amplitude. */
export interface ExplainedFloor {
  /** Null: no floor. */
  readonly minVoltage: number | null;
  /** Share of the images in the right class. */
  readonly accuracy: number;
  /** Whether it is not worse than without a floor, by more than chance makes it. */
  readonly isEnough: boolean;
}

/** Why accuracy falls with the amplitude, and what to change. */
export interface Explanation {
  /** Ascending. */
  readonly amplitudes: readonly ExplainedAmplitude[];
  /** At the largest amplitude, from 0 down to none. */
  readonly floors: readonly ExplainedFloor[];
  /** What else was tried at the largest amplitude. */
  readonly variations: readonly ExplainedVariation[];
  /** The largest amplitude at which spikes with a floor are not worse than at the best one. */
  readonly choice: number;
  /** The amplitude at which they do best; the smallest one of several. */
  readonly best: number;
}

/**
 * Explains what was measured. Runs are compared image by image; what chance makes in 5 % of comparisons is not called
 * worse.
 *
 * @param measured - ascending amplitudes, one or more
 * @param floors - at the largest amplitude, from 0 down to none; none if that was not asked for
 * @param variations - at the largest amplitude
 */
export function explain(
  measured: readonly MeasuredAmplitude[],
  floors: readonly MeasuredFloor[],
  variations: readonly MeasuredVariation[] = [],
): Explanation {
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
  const { amplitude, rate, floored, free } = here;
  return {
    amplitude,
    accuracy: mapWays(here, accuracyOf),
    spikes: mapWays(here, ({ spikes }) => spikes),
    lostToFloor: accuracyOf(free) - accuracyOf(floored),
    lostByRates: accuracyOf(start.rate) - accuracyOf(rate),
    fall: fallBetween(mapWays(start, accuracyOf), mapWays(here, accuracyOf)),
    remedies: explainRemedies(start, here),
    isWorse: isWorse({ before: best.floored.right, after: floored.right }, fivePercent),
  };
}

function explainFloors(floors: readonly MeasuredFloor[]): ExplainedFloor[] {
  const without = floors.at(-1)?.right ?? [];
  return floors.map(({ minVoltage, right }) => ({
    minVoltage,
    accuracy: mean(right),
    isEnough: !isWorse({ before: without, after: right }, fivePercent),
  }));
}

function explainRemedies(start: MeasuredAmplitude, here: MeasuredAmplitude): ExplainedAmplitude['remedies'] {
  const explained: Partial<Record<Remedy, ExplainedRemedy>> = {};
  for (const [remedy, accuracy] of Object.entries(here.remedies ?? {}) as [Remedy, Accuracies][]) {
    const first = start.remedies?.[remedy];
    if (first) explained[remedy] = { accuracy, fall: fallBetween(first, accuracy) };
  }
  return explained;
}

function accuracyOf({ right }: Outcome): number {
  return mean(right);
}

function mapWays<Value>(ways: Readonly<Record<Way, Outcome>>, change: (outcome: Outcome) => Value): Record<Way, Value> {
  const { rate, floored, free, rescaled } = ways;
  return { rate: change(rate), floored: change(floored), free: change(free), rescaled: change(rescaled) };
}
