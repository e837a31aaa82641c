import { differ, onePerMille } from '../difference.ts';
import { mean, roughness } from '../statistics.ts';
import { type Course, courseOf, describeSample } from './course.ts';
import { evidence, type Judge, kindOf } from './judge.ts';

/** Fewer points than this make no zig-zag to speak of. */
const fewestPoints = 8;

/**
 * C6: fixed weights, with floor: less than half of the zig-zag is common to all seeds. Looked at where the curve is
 * nearly straight, from half the largest amplitude on.
 *
 *   ratio = roughness(mean curve)/√(mean roughness²),   share in common = (n · ratio² − 1)/(n − 1)
 */
export const zigZagsAreTheirOwn: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed')
    .flatMap((study) => {
      const course = courseOf(study, 0);
      const curves = course && course.seeds.length > 2 ? evenPart(course) : [];
      const count = curves.length;
      if (!course || count === 0) return [];
      const meanCurve = (curves[0] as number[]).map((_, place) => mean(curves.map((curve) => curve[place] as number)));
      const ratio = roughness(meanCurve) / Math.sqrt(mean(curves.map((curve) => roughness(curve) ** 2)));
      const common = (count * ratio ** 2 - 1) / (count - 1);
      const sentence = `the mean of ${count} seeds is ${ratio.toFixed(2)} times as rough as one seed (${(1 / Math.sqrt(count)).toFixed(2)} if every zig-zag is a seed's own, 1 if all have the same); ${describeSample(course)}`;
      return [evidence('C6', study, sentence, common < 0.5)];
    });

/** The curves from half the largest amplitude on, if their points are equally far apart and enough. */
function evenPart({ amplitudes, curves }: Course): number[][] {
  const start = amplitudes.findIndex((amplitude) => amplitude >= (amplitudes.at(-1) as number) / 2);
  const part = amplitudes.slice(start);
  const gaps = part.slice(1).map((amplitude, place) => amplitude - (part[place] as number));
  // amplitudes are decimal numbers below 1, rounded to doubles
  const areEven = gaps.every((gap) => Math.abs(gap - (gaps[0] as number)) < 1e-9);
  return part.length >= fewestPoints && areEven ? curves.map((curve) => curve.slice(start)) : [];
}

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
      const sentence = `at amplitude ${amplitude} seeds are between ${percent(worst)} and ${percent(best)} %${describeReversal(course)}; ${describeSample(course)}`;
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

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
