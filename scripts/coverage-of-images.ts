import { drawNormal } from '../properties/oracles/fluctuating-lif.ts';
import { square } from '../src/base/elementary.ts';
import { type RandomStream, randomStream } from '../src/base/random.ts';
import { curveOf } from '../src/study/evidence/study-evidence.ts';
import { type AccuracyCurve, endsOf } from '../src/study/results/accuracy-curve.ts';
import type { SavedStudy } from '../src/study/results/saved-results.ts';
import { accuracyVariance, fivePercent } from '../src/study/statistics/accuracy-tests.ts';
import { mean, standardDeviation } from '../src/study/statistics/statistics.ts';
import { tInterval } from '../src/study/statistics/t-interval.ts';

/** How often the 95 % interval of a mean accuracy over seeds contains the truth if all seeds share the images. */
export interface SharedImagesCoverage {
  readonly amplitude: number;
  readonly seeds: number;
  readonly images: number;
  readonly accuracy: number;
  /** Standard deviation of the mean over seeds, and over choices of images. */
  readonly deviation: { readonly seeds: number; readonly images: number };
  /** Whether the truth is the mean over all possible seeds, on the same images. */
  readonly onTheseImages: number;
  /** On all possible images. */
  readonly onAllImages: number;
  /** On all possible images, by an interval that includes the choice of images. */
  readonly onAllImagesWidened: number;
}

const samples = 1000;
/** Seeds from which the truth on given images is computed: quantiles of the normal distribution. */
const manySeeds = 200;

/**
 * Simulates a mean accuracy over seeds that share their images, in the worst case: all seeds find the same images
 * difficult. Image i has a difficulty u_i, uniform between 0 and 1, and seed s classifies it correctly if u_i < a_s.
 */
export function simulateSharedImages(study: SavedStudy): SharedImagesCoverage[] {
  return endsOf(curveOf(study, 0) as AccuracyCurve).map(({ amplitude, ofSeeds }) => {
    const { images } = study.settings;
    const [accuracy, spread] = [mean(ofSeeds), standardDeviation(ofSeeds)];
    const stream = randomStream(`shared images at ${amplitude}`);
    const drawSeeds = (count: number) => Array.from({ length: count }, () => accuracy + spread * drawNormal(stream));
    const many = drawSeeds(manySeeds);
    const center = mean(many);
    const hits = { onTheseImages: 0, onAllImages: 0, onAllImagesWidened: 0 };
    for (let sample = 0; sample < samples; sample++) {
      const accuracyOf = drawImages(images, stream);
      const drawn = drawSeeds(ofSeeds.length).map(accuracyOf);
      const [low, high] = tInterval(drawn) as [number, number];
      const byImages = square(fivePercent) * accuracyVariance(mean(drawn), images);
      const half = Math.sqrt(square((high - low) / 2) + byImages);
      // the mean of the many seeds on these images, if their own mean were the true one
      const here = mean(many.map(accuracyOf)) - center + accuracy;
      if (low <= here && here <= high) hits.onTheseImages++;
      if (low <= accuracy && accuracy <= high) hits.onAllImages++;
      if (Math.abs(mean(drawn) - accuracy) <= half) hits.onAllImagesWidened++;
    }
    const fractions = Object.fromEntries(Object.entries(hits).map(([name, count]) => [name, count / samples]));
    const deviation = {
      seeds: spread / Math.sqrt(ofSeeds.length),
      images: Math.sqrt(accuracyVariance(accuracy, images)),
    };
    return { amplitude, seeds: ofSeeds.length, images, accuracy, deviation, ...(fractions as typeof hits) };
  });
}

/** Draws the difficulties of images, and returns the fraction of them below a limit. */
function drawImages(images: number, stream: RandomStream): (limit: number) => number {
  const difficulties = Float64Array.from({ length: images }, stream).sort();
  return (limit) => {
    let [low, high] = [0, images];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((difficulties[middle] as number) < limit) low = middle + 1;
      else high = middle;
    }
    return low / images;
  };
}
