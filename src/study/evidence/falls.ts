import type { Row } from '../results/row.ts';
import type { SavedStudy } from '../results/saved-study.ts';
import type { SeriesTraining } from '../results/settings.ts';
import { differ, fivePercent } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import {
  type Course,
  courseOf,
  describeEnds,
  describeLoss,
  describeSample,
  describeWay,
  type Fall,
  fallOf,
} from './course.ts';
import { type Evidence, evidence, type Judge, kindOf } from './judge.ts';

/** C5: fixed weights, with floor: accuracy falls. */
export const fallsWithFixedWeights: Judge = (studies) =>
  studies.filter((study) => kindOf(study) === 'fixed').flatMap((study) => judgeFall('C5', study));

/** C11: retrained with the same recipe, with floor: accuracy falls as well. */
export const fallsThoughRetrained: Judge = (studies) =>
  studies.filter((study) => kindOf(study) === 'retrained').flatMap((study) => judgeFall('C11', study));

function judgeFall(claim: string, study: SavedStudy): Evidence[] {
  const course = courseOf(study, 0);
  if (!course) return [];
  const fall = fallOf(course);
  const sentence = `${describeEnds(course)}, loses ${describeLoss(fall)}; ${describeSample(course)}`;
  return [evidence(claim, study, sentence, isLost(fall))];
}

/**
 * F2: fixed weights: with floor accuracy falls, without it less than half as much, and at the largest amplitude it is
 * not below the rate network.
 */
export const floorMakesTheFall: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed')
    .flatMap((study) => {
      const [floored, free, rates] = [0, null, 'rates' as const].map((neurons) => courseOf(study, neurons));
      if (!floored || !free || !rates) return [];
      const [withFloor, without] = [fallOf(floored), fallOf(free)];
      const follows = !isBelow(last(free), last(rates), free.images);
      const sentence = `with floor ${describeWay(floored)}, without ${describeWay(free)}, as a rate network ${describeWay(rates)}; ${describeSample(free)}`;
      const isFloor = without.lost < withFloor.lost / 2 && follows;
      return [evidence('F2', study, sentence, isLost(withFloor) && isFloor)];
    });

/** F4: what is lost without floor up to the largest amplitude is not more than the rate network loses. */
export const restIsTheRateNetworks: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed' || kindOf(study) === 'retrained')
    .flatMap((study) => {
      const [free, rates] = [courseOf(study, null), courseOf(study, 'rates')];
      if (!free || !rates) return [];
      const excess = fallOf(beyond(free, rates));
      const weights = kindOf(study) === 'fixed' ? 'fixed weights' : 'retrained';
      const sentence = `${weights}: without floor ${describeEnds(free)}, as a rate network ${describeEnds(rates)}, ${describeMore(excess)}; ${describeSample(free)}`;
      const isMore = isLost(excess);
      return [evidence('F4', study, sentence, isMore === null ? null : !isMore)];
    });

/** F1: fixed weights divided by k: the same numbers, spikes included, where k is a power of two. */
export const gaugeChangesNothing: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'fixed, rescaled')
    .flatMap((study) => {
      const base = study.settings.rescalingBase as number;
      const exact = study.rows.filter(({ amplitude }) => isPowerOfTwo(amplitude / base));
      const amplitudes = new Set(exact.map(({ amplitude }) => amplitude));
      if (amplitudes.size < 2) return [];
      const numbers = ({ amplitude, ...rest }: Row) => JSON.stringify(rest);
      const points = new Set(exact.map(({ seed, minVoltage }) => JSON.stringify([seed, minVoltage])));
      const holds = new Set(exact.map(numbers)).size === points.size;
      const sentence = `next weights ÷ amplitude/${base}: accuracies and spikes are ${holds ? 'the same' : 'not the same'} at amplitudes ${[...amplitudes].join(', ')}`;
      return [evidence('F1', study, sentence, holds)];
    });

/**
 * F3: rescaled training loses less than a tenth of what plain training loses. Each rescaled study is held against
 * the plain one of the same network that was trained as long on the same images.
 */
export const rescalingTrainsAsWell: Judge = (studies) =>
  studies
    .filter((study) => kindOf(study) === 'retrained, rescaled')
    .flatMap((study) => {
      const plain = studies.find((other) => kindOf(other) === 'retrained' && isTrainedAlike(other, study));
      const [undone, asItWas] = [courseOf(study, 0), plain && courseOf(plain, 0)];
      if (!undone || !asItWas) return [];
      const [rescaled, usual] = [fallOf(undone), fallOf(asItWas)];
      const sentence = `rescaled ${describeWay(undone)}, plain ${describeWay(asItWas)}; ${describeSample(undone)}`;
      const isLess = rescaled.lost < usual.lost / 10 || (rescaled.isSure ? false : null);
      return [evidence('F3', study, sentence, isLost(usual) && isLess)];
    });

/** Whether networks are of one kind, and had as many epochs and batches of the same images. */
function isTrainedAlike(one: SavedStudy, other: SavedStudy): boolean {
  const [own, its] = [one, other].map(({ settings }) => {
    const { epochs, batchSize, imagesDigest } =
      'training' in settings ? settings.training : ({} as Partial<SeriesTraining>);
    return JSON.stringify([settings.network, epochs, batchSize, imagesDigest]);
  });
  return own === its;
}

/** From where the spikes would be if they had lost what the rate network lost, to where they are. */
function beyond(free: Course, rates: Course): Course {
  const curves = free.curves.map((own, seed): [number, number] => {
    const ofRates = rates.curves[seed] as readonly number[];
    const lost = (ofRates[0] as number) - (ofRates.at(-1) as number);
    return [Math.min(1, (own[0] as number) - lost), own.at(-1) as number];
  });
  return { ...free, curves, means: [mean(curves.map(([from]) => from)), mean(curves.map(([, to]) => to))] };
}

/** Writes a loss in points; one below 0 as so many points less, such as `1.0 points less`. */
function describeMore(excess: Fall): string {
  const { lost, interval } = excess;
  if (lost >= 0) return `${describeLoss(excess)} more`;
  return `${describeLoss({ ...excess, lost: -lost, interval: interval && [-interval[1], -interval[0]] })} less`;
}

/** Whether something is lost: null if it may be chance. */
function isLost({ lost, isSure }: Fall): boolean | null {
  return lost > 0 ? isSure || null : false;
}

function isBelow(accuracy: number, limit: number, images: number): boolean {
  return accuracy < limit && differ(accuracy, limit, images, fivePercent);
}

const last = ({ means }: Course): number => means.at(-1) as number;

/** Whether a ratio of two amplitudes, which are decimal numbers rounded to doubles, is meant to be a power of two. */
function isPowerOfTwo(ratio: number): boolean {
  let whole = ratio < 1 ? 1 / ratio : ratio;
  while (whole > 1.5) whole /= 2;
  return whole === 1;
}
