import { hundredths } from '../answer/percent.ts';
import { differ, onePerMille } from '../statistics/accuracy-tests.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { mean } from '../statistics/statistics.ts';
import { zigZagOf } from '../statistics/zig-zag.ts';
import { type Course, courseOf, describeSample } from './course.ts';
import { evidence, type Judge, kindOf } from './judge.ts';

/** Fewer points than this make no zig-zag to speak of. */
const fewestPoints = 8;

/**
 * C6: with floor, whether weights are fixed or retrained: less than half of the zig-zag is common to all seeds. Looked at
 * where the curve is nearly straight.
 *
 *   ratio = roughness(mean curve)/√(mean roughness²),   share in common = (n · ratio² − 1)/(n − 1)
 */
export const zigZagsAreTheirOwn: Judge = (studies) =>
  studies
    .filter((study) => ['fixed', 'retrained'].includes(kindOf(study)))
    .flatMap((study) => {
      const course = courseOf(study, 0);
      const zigZag = course && course.seeds.length > 2 && zigZagOf(course.amplitudes, course.curves, course.images);
      if (!zigZag || zigZag.points < fewestPoints) return [];
      const count = course.seeds.length;
      const ratio = zigZag.ofMean / zigZag.single;
      const common = (count * ratio ** 2 - 1) / (count - 1);
      const retrained = kindOf(study) === 'retrained' ? 'retrained: ' : '';
      const sentence = `${retrained}the mean of ${count} seeds is ${ratio.toFixed(2)} times as rough as one seed (${(1 / Math.sqrt(count)).toFixed(2)} if every zig-zag is a seed's own, 1 if all have the same); ${describeSample(course)}`;
      return [evidence('C6', study, sentence, common < 0.5)];
    });

/**
 * C9: fixed weights, with floor: at the largest amplitude, which is chosen beforehand, the best and the worst seed differ
 * by more than other images would explain. Up to 20 pairs at 1 ‰ each are mistaken together in at most 2 % of studies
 * (Bonferroni). Two seeds whose order is another one at another amplitude are shown if there are any.
 */
export const seedsDiffer: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed')
    .flatMap((study) => {
      const course = courseOf(study, 0);
      if (!course || course.seeds.length < 2) return [];
      const ends = course.curves.map((curve) => curve.at(-1) as number);
      const [worst, best] = [Math.min(...ends), Math.max(...ends)];
      const amplitude = course.amplitudes.at(-1);
      const sentence = `at amplitude ${amplitude} seeds are between ${hundredths(worst)} and ${hundredths(best)} %${describeMean(ends)}${describeReversal(course)}; ${describeSample(course)}`;
      return [evidence('C9', study, sentence, differ(worst, best, course.images, onePerMille) || null)];
    });

/** Names two seeds of which each leads at an amplitude, by more than chance makes it, if there are two. */
function describeReversal({ seeds, curves, amplitudes, images }: Course): string {
  const leadsAt = (one: readonly number[], other: readonly number[]) =>
    amplitudes.findLastIndex((_, place) => {
      const [a, b] = [one[place] as number, other[place] as number];
      return a > b && differ(a, b, images, onePerMille);
    });
  for (const [place, one] of curves.entries()) {
    for (const [after, other] of curves.slice(place + 1).entries()) {
      const [lead, trail] = [leadsAt(one, other), leadsAt(other, one)];
      if (lead < 0 || trail < 0) continue;
      const [name, otherName] = [seeds[place], seeds[place + 1 + after]];
      return `; seed ${name} is ahead of seed ${otherName} at ${amplitudes[lead]} and behind it at ${amplitudes[trail]}`;
    }
  }
  return '';
}

/** The mean over seeds with its 95 % interval, if there are seeds enough. */
function describeMean(accuracies: readonly number[]): string {
  const interval = bootstrapInterval(accuracies, 'seeds');
  return interval === null
    ? ''
    : `, ${hundredths(mean(accuracies))} % in the mean (${interval.map(hundredths).join(' … ')})`;
}
