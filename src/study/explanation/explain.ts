import {
  differenceInterval,
  familyLevel,
  isBetter,
  lossByChance,
  oneAccuracyPoint,
  type PairedRuns,
  rejectByHolm,
  wilsonInterval,
} from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import type { AccuracyExplanation, ExplainedRemedy, MeasuredLoss, RemedyChange } from './explanation-schema.ts';

/** 1 if a run assigns the correct class [image]. */
export type Right = readonly number[];

/** All runs at one amplitude. */
export interface MeasuredAmplitude {
  readonly amplitude: number;
  readonly rate: Right;
  /** With spikes and the own floor of the network. */
  readonly unchanged: Right;
  /** With spikes and no floor; undefined if only the unchanged network was run. */
  readonly free: Right | undefined;
}

/** A remedy that was run at the target. */
export interface TriedRemedy {
  readonly name: string;
  readonly change: RemedyChange;
  readonly right: Right;
}

type Findings = Omit<AccuracyExplanation, 'warnings' | 'kick' | 'stream'>;

/**
 * Explains measured runs, which are compared image by image.
 *
 * @param measured - ascending, with the amplitude of training
 * @param target - an amplitude that was measured without a floor, too
 * @param isTrainedWithSpikes - whether training ran the spiking network, so that losses are counted from it instead of
 *   from the rate network
 * @param trainedAccuracy - from which losses are counted instead, as the software that trained the network states it
 * @param tried - the simplest remedies first
 */
export function explain(
  measured: readonly MeasuredAmplitude[],
  {
    trainedAmplitude,
    target,
    isTrainedWithSpikes = false,
    trainedAccuracy,
  }: {
    readonly trainedAmplitude: number;
    readonly target: number;
    readonly isTrainedWithSpikes?: boolean;
    readonly trainedAccuracy?: number | undefined;
  },
  tried: readonly TriedRemedy[],
): Findings {
  const at = (wanted: number) => measured.find(({ amplitude }) => amplitude === wanted) as MeasuredAmplitude;
  const here = at(target);
  const trained = at(trainedAmplitude)[isTrainedWithSpikes ? 'unchanged' : 'rate'];
  const free = here.free as Right;
  const reference = referenceOf(measured, trainedAmplitude);
  const rate = isTrainedWithSpikes ? trained : here.rate;
  const [rates, spikes, floor] = testLosses([
    { before: trained, after: rate },
    { before: rate, after: free },
    { before: free, after: here.unchanged },
  ]) as [MeasuredLoss, MeasuredLoss, MeasuredLoss];
  const { upTo, low, high } = onsetOf(measured, reference);
  return {
    target,
    attainable: trainedAccuracy ?? mean(trained),
    total:
      trainedAccuracy === undefined
        ? (testLosses([{ before: trained, after: here.unchanged }])[0] as MeasuredLoss)
        : lossFromStated(trainedAccuracy, here.unchanged),
    causes: {
      ...(trainedAccuracy !== undefined && { conversion: lossFromStated(trainedAccuracy, trained) }),
      rates,
      spikes,
      floor,
    },
    amplitudes: measured.map((one) => ({
      amplitude: one.amplitude,
      accuracy: { rate: mean(one.rate), unchanged: mean(one.unchanged), free: one.free ? mean(one.free) : null },
    })),
    reference: reference.amplitude,
    onset: { upTo, low, high },
    remedies: rank(tried).map((remedy) => explainRemedy(remedy, here.unchanged)),
    advised: adviseOf(tried, here.unchanged)?.name ?? null,
  };
}

/** Two runs on the same images, as arrays. */
type Runs = Readonly<Record<keyof PairedRuns, Right>>;

/** Tests losses in both directions, as one family. */
function testLosses(pairs: readonly Runs[]): MeasuredLoss[] {
  const isShown = rejectByHolm(pairs.map((runs) => Math.min(1, 2 * Math.min(lossByChance(runs), gainByChance(runs)))));
  return pairs.map((runs, index) => ({
    lost: lossOf(runs),
    interval: differenceInterval(runs),
    isShown: isShown[index] as boolean,
  }));
}

const lossOf = ({ before, after }: Runs) => mean(before) - mean(after);

const gainByChance = ({ before, after }: Runs) => lossByChance({ before: after, after: before });

/** A loss from a stated accuracy. Its images are unknown, so it counts as exact. */
function lossFromStated(accuracy: number, after: Right): MeasuredLoss {
  const [low, high] = wilsonInterval(mean(after), after.length);
  return {
    lost: accuracy - mean(after),
    interval: [accuracy - high, accuracy - low],
    isShown: accuracy < low || accuracy > high,
  };
}

/**
 * The amplitude that losses are counted from: that of training, unless others are shown to be better. The best of several
 * is best by chance, so it must be more than that.
 */
export function referenceOf(measured: readonly MeasuredAmplitude[], trainedAmplitude: number): MeasuredAmplitude {
  const trained = measured.find(({ amplitude }) => amplitude === trainedAmplitude) as MeasuredAmplitude;
  const isShown = rejectByHolm(
    measured.map(({ unchanged }) => gainByChance({ before: trained.unchanged, after: unchanged })),
  );
  return measured
    .filter((_, index) => isShown[index])
    .reduce((best, one) => (mean(one.unchanged) > mean(best.unchanged) ? one : best), trained);
}

interface Onset {
  readonly upTo: number;
  readonly low: number;
  readonly high: number | null;
  /** The smallest measured amplitude above `upTo`, where a point is lost; undefined if nowhere. */
  readonly next: number | undefined;
}

/** Where the unchanged network has lost one point since the reference. */
export function onsetOf(measured: readonly MeasuredAmplitude[], reference: MeasuredAmplitude): Onset {
  const above = measured.filter(({ amplitude }) => amplitude > reference.amplitude);
  const runs = above.map(({ unchanged }) => ({ before: reference.unchanged, after: unchanged }));
  // the last amplitude before the first one of which a condition is true
  const before = (index: number) => (index < 0 ? above.at(-1) : above[index - 1])?.amplitude ?? reference.amplitude;
  // a loss of exactly one point, whose difference is rounded, counts
  const isLost = runs.map((pair) => lossOf(pair) > oneAccuracyPoint - 1e-9);
  const intervals = runs.map(differenceInterval);
  return {
    upTo: before(isLost.indexOf(true)),
    low: before(intervals.findIndex(([, most]) => most >= oneAccuracyPoint)),
    high: above[intervals.findIndex(([least]) => least > oneAccuracyPoint)]?.amplitude ?? null,
    next: above[isLost.indexOf(true)]?.amplitude,
  };
}

/** Sorts by accuracy; of equal ones, the simpler remedy comes first. */
const rank = (tried: readonly TriedRemedy[]) => tried.toSorted((a, b) => mean(b.right) - mean(a.right));

/**
 * The remedy to begin with: of those that are better than no change, the simplest that is neither shown to be worse than
 * the best nor more than one point below it.
 */
export function adviseOf(tried: readonly TriedRemedy[], unchanged: Right): TriedRemedy | undefined {
  const helpful = tried.filter(({ right }) => isBetter({ before: unchanged, after: right }));
  const [best] = rank(helpful);
  return best && helpful.find(({ right }) => isAsGood(right, best.right));
}

const isAsGood = (right: Right, best: Right) =>
  mean(best) - mean(right) <= oneAccuracyPoint + 1e-9 && lossByChance({ before: best, after: right }) > familyLevel;

function explainRemedy({ name, change, right }: TriedRemedy, unchanged: Right): ExplainedRemedy {
  return {
    name,
    change,
    accuracy: mean(right),
    interval: wilsonInterval(mean(right), right.length),
    recovers: mean(right) - mean(unchanged),
    recoversInterval: differenceInterval({ before: right, after: unchanged }),
    isBetter: isBetter({ before: unchanged, after: right }),
  };
}
