import { fivePercent, isWorse } from './difference.ts';
import { mean } from './statistics.ts';

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
export type Way = 'rate' | 'floored' | 'free' | 'compensated';

/** What was measured at an amplitude. */
export interface MeasuredAmplitude extends Readonly<Record<Way, Outcome>> {
  readonly amplitude: number;
}

/** What was measured at the largest amplitude with a floor. */
export interface MeasuredFloor {
  /** Null: no floor. */
  readonly minVoltage: number | null;
  readonly right: readonly number[];
}

/** What became of an amplitude. Shares are 0 … 1. */
export interface ExplainedAmplitude {
  readonly amplitude: number;
  readonly accuracy: Readonly<Record<Way, number>>;
  readonly spikes: Readonly<Record<Way, readonly number[]>>;
  /** What the floor takes: accuracy without it less that with it. */
  readonly lostToFloor: number;
  /** What the rate network itself loses from the smallest amplitude to this one. */
  readonly lostByRates: number;
  /** Whether it is worse with spikes and floor than at the best amplitude, by more than chance makes it. */
  readonly isWorse: boolean;
}

/** How much accuracy a floor leaves at the largest amplitude. */
export interface ExplainedFloor {
  readonly minVoltage: number | null;
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
 * @param floors - at the largest amplitude, from 0 down to none
 */
export function explain(measured: readonly MeasuredAmplitude[], floors: readonly MeasuredFloor[]): Explanation {
  const best = measured.reduce((one, other) => (accuracyOf(other.floored) > accuracyOf(one.floored) ? other : one));
  const start = measured[0] as MeasuredAmplitude;
  const amplitudes = measured.map((here): ExplainedAmplitude => {
    const { amplitude, rate, floored, free, compensated } = here;
    const ways = { rate, floored, free, compensated };
    return {
      amplitude,
      accuracy: mapWays(ways, accuracyOf),
      spikes: mapWays(ways, ({ spikes }) => spikes),
      lostToFloor: accuracyOf(free) - accuracyOf(floored),
      lostByRates: accuracyOf(start.rate) - accuracyOf(rate),
      isWorse: isWorse({ before: best.floored.right, after: floored.right }, fivePercent),
    };
  });
  const without = (floors.at(-1) as MeasuredFloor).right;
  return {
    amplitudes,
    floors: floors.map(({ minVoltage, right }) => ({
      minVoltage,
      accuracy: mean(right),
      isEnough: !isWorse({ before: without, after: right }, fivePercent),
    })),
    choice: (amplitudes.findLast((one) => !one.isWorse) as ExplainedAmplitude).amplitude,
    best: best.amplitude,
  };
}

function accuracyOf({ right }: Outcome): number {
  return mean(right);
}

function mapWays<Value>(ways: Readonly<Record<Way, Outcome>>, change: (outcome: Outcome) => Value): Record<Way, Value> {
  const { rate, floored, free, compensated } = ways;
  return { rate: change(rate), floored: change(floored), free: change(free), compensated: change(compensated) };
}
