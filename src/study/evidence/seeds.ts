import { square } from '../../base/elementary.ts';
import { hundredths } from '../answer/words.ts';
import { endsOf } from '../results/accuracy-curve.ts';
import { accuracyVariance } from '../statistics/accuracy-tests.ts';
import { fewestSeeds, spreadInterval, tInterval } from '../statistics/intervals.ts';
import { mean } from '../statistics/statistics.ts';
import { isMostlyOwn, isRougherThan, zigZagOf } from '../statistics/zig-zag.ts';
import { curveOf, describeSample, type FindEvidence, kindOf } from './study-evidence.ts';

/** Fewest points of a zig-zag. */
const fewestPoints = 8;

/**
 * C6: with a floor, less than half of the zig-zag is common to all seeds, whether weights are fixed or retrained. Only
 * the nearly straight part of the curve counts.
 */
export const zigZagIsPerSeed: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  const zigZag = curve && curve.seeds.length > 2 && zigZagOf(curve);
  if (!zigZag || zigZag.points < fewestPoints) return undefined;
  const count = curve.seeds.length;
  const ratio = zigZag.ofMean / zigZag.single;
  const common = (count * square(ratio) - 1) / (count - 1);
  const retrained = kindOf(study) === 'retrained' ? 'retrained: ' : '';
  const own = (1 / Math.sqrt(count)).toFixed(2);
  const sentence = `${retrained}the mean of ${count} seeds is ${ratio.toFixed(2)} times as rough as one seed (${own} if every seed has its own zig-zag, 1 if all have the same); ${describeSample(curve, study)}`;
  return { sentence, holds: isMostlyOwn(common, count, zigZag.points) };
};

/**
 * F6: with a floor, curves of retrained networks are more than twice as rough as the choice of images explains, and
 * curves of fixed weights are smoother than that.
 */
export const zigZagComesFromRetraining: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  const zigZag = curve && zigZagOf(curve);
  if (!zigZag || zigZag.points < fewestPoints) return undefined;
  const { single, chance } = zigZag;
  const isRetrained = kindOf(study) === 'retrained';
  const sentence = `${isRetrained ? 'retrained from the same seed' : 'fixed weights'}: the curve of one seed has a roughness of ${hundredths(single)} points, of which the choice of images explains up to ${hundredths(chance)}; ${describeSample(curve, study)}`;
  const count = curve.seeds.length;
  const isRougher = isRougherThan(isRetrained ? 2 * chance : chance, single, count, zigZag.points);
  return { sentence, holds: count < fewestSeeds || isRougher === null ? null : isRougher === isRetrained };
};

/**
 * C9: with fixed weights and a floor, the standard deviation over seeds at the largest amplitude is above one point,
 * beyond what the choice of images explains.
 */
export const seedsMatter: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  if (!curve || curve.seeds.length < 2) return undefined;
  const { amplitude, ofSeeds } = endsOf(curve)[1];
  const [worst, best] = [Math.min(...ofSeeds), Math.max(...ofSeeds)];
  const sentence = `at amplitude ${amplitude} seeds are between ${hundredths(worst)} and ${hundredths(best)} %${describeMean(ofSeeds)}; ${describeSample(curve, study)}`;
  return { sentence, holds: areApart(ofSeeds, curve.images) };
};

/** A standard deviation of one percentage point or less counts as no difference between seeds. */
const margin = 0.01;

/** Whether seeds differ by more than the margin: two one-sided tests at 5 % each; null if neither shows it. */
function areApart(accuracies: readonly number[], images: number): boolean | null {
  const interval = spreadInterval(accuracies);
  if (interval === null) return null;
  const byImages = accuracyVariance(mean(accuracies), images);
  if (square(interval[0]) - byImages > square(margin)) return true;
  return interval[1] < margin ? false : null;
}

/** The mean over seeds with its 95 % interval, if there are enough seeds. */
function describeMean(accuracies: readonly number[]): string {
  const interval = tInterval(accuracies);
  if (interval === null) return '';
  return `, ${hundredths(mean(accuracies))} % on average (${interval.map(hundredths).join(' … ')})`;
}
