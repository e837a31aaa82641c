import type { StudySettings } from '../settings.ts';
import {
  familyLevel,
  isBetter,
  keepsAccuracy,
  lossByChance,
  mostLost,
  rejectByHolm,
} from '../statistics/accuracy-tests.ts';
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
  /** The fraction of neurons that fire for none of the images is known of the rate network [layer]. */
  readonly rate: MeasuredRun & { readonly silent: readonly number[] };
  /** Median kick per step, by theory; undefined for a single layer of neurons. */
  readonly kick: number | undefined;
}

/** What is explained in addition to the amplitudes: predictions, and runs at the largest amplitude. */
export type FurtherFindings = Omit<
  AccuracyExplanation,
  'amplitudes' | 'choice' | 'reference' | 'losesBySpikes' | 'better'
>;

/**
 * Explains measured runs, which are compared image by image with the run at the amplitude of training.
 *
 * @param measured - one or more amplitudes, ascending
 */
export function explain(
  measured: readonly MeasuredAmplitude[],
  trainedAmplitude: number,
  further: FurtherFindings,
): AccuracyExplanation {
  const reference = nearestTo(trainedAmplitude, measured);
  const last = measured.at(-1) as MeasuredAmplitude;
  const worse = worseThan(reference, measured);
  const amplitudes = measured.map((here): ExplainedAmplitude => {
    return {
      amplitude: here.amplitude,
      accuracy: accuraciesOf(here),
      spikes: mapRuns(here, ({ spikes }) => spikes),
      drop: dropCauses(accuraciesOf(reference), accuraciesOf(here)),
      ...(here.kick !== undefined && { kick: here.kick }),
      isWorse: worse.includes(here),
    };
  });
  return {
    amplitudes,
    ...further,
    choice: (measured.findLast((one) => !worse.includes(one)) as MeasuredAmplitude).amplitude,
    reference: reference.amplitude,
    losesBySpikes: isLargeLoss(reference.rate.right, reference.floored.right),
    better: (['rescaled', 'free'] as const).filter((kind) =>
      isBetter({ before: last.floored.right, after: last[kind].right }),
    ),
  };
}

/** The floor of a network that is explained with it and without one. */
export function floorOf({ minVoltages }: Pick<StudySettings, 'minVoltages'>): number {
  return minVoltages[0] as number;
}

/** The amplitude whose ratio to that of training is nearest to 1. */
export function nearestTo<Entry extends { readonly amplitude: number }>(trained: number, all: readonly Entry[]): Entry {
  const distance = ({ amplitude }: Entry) => Math.max(amplitude / trained, trained / amplitude);
  return all.reduce((nearest, one) => (distance(one) < distance(nearest) ? one : nearest));
}

function worseThan(reference: MeasuredAmplitude, measured: readonly MeasuredAmplitude[]): MeasuredAmplitude[] {
  const others = measured.filter((one) => one !== reference);
  const before = reference.floored.right;
  const rejected = rejectByHolm(others.map(({ floored }) => lossByChance({ before, after: floored.right })));
  return others.filter((_, index) => rejected[index]);
}

function isLargeLoss(before: readonly number[], after: readonly number[]): boolean {
  return mean(before) - mean(after) > mostLost && lossByChance({ before, after }) <= familyLevel;
}

const accuraciesOf = (here: MeasuredAmplitude) => mapRuns(here, ({ right }) => mean(right));

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

/** Explains a run at the largest amplitude with one floor, compared with the runs with the network's floor and without one. */
export function explainFloor(
  minVoltage: number | null,
  right: readonly number[],
  { floored, free }: Pick<MeasuredAmplitude, 'floored' | 'free'>,
): ExplainedFloor {
  return {
    minVoltage,
    accuracy: mean(right),
    isEnough: keepsAccuracy({ before: free.right, after: right }),
    isBetter: isBetter({ before: floored.right, after: right }),
  };
}
