import { numberOf } from '../answer/number-of.ts';
import { hundredths } from '../answer/percent.ts';
import type { Row } from '../results/row.ts';
import type { SavedStudy } from '../results/saved-study.ts';
import { differ, fivePercent } from '../statistics/accuracy-tests.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { mean } from '../statistics/statistics.ts';

/** How accuracy goes over the amplitude in a kept study, a curve a seed. */
export interface Course {
  /** Ascending, two or more. */
  readonly amplitudes: readonly number[];
  /** Ascending, one or more. */
  readonly seeds: readonly number[];
  /** Number of images. */
  readonly images: number;
  /** For how many epochs the networks were trained, if they were for the study. */
  readonly epochs: number | undefined;
  /** 0 … 1 [seed][amplitude] */
  readonly curves: readonly (readonly number[])[];
  /** Mean over seeds [amplitude]. */
  readonly means: readonly number[];
}

/** The course of a spiking network with a floor, or of the rate network; nothing if the study has none of it. */
export function courseOf({ rows, settings }: SavedStudy, neurons: number | null | 'rates'): Course | undefined {
  const floor = neurons === 'rates' ? rows[0]?.minVoltage : neurons;
  const own = rows.filter(({ minVoltage }) => minVoltage === floor);
  const amplitudes = [...new Set(own.map(({ amplitude }) => amplitude))].sort((a, b) => a - b);
  if (amplitudes.length < 2) return undefined;
  const seeds = [...new Set(own.map(({ seed }) => seed))].sort((a, b) => a - b);
  const curves = seeds.map((seed) =>
    amplitudes.map((amplitude) => {
      const row = own.find((one) => one.amplitude === amplitude && one.seed === seed) as Row;
      return neurons === 'rates' ? row.rateAccuracy : row.spikingAccuracy;
    }),
  );
  const means = amplitudes.map((_, place) => mean(curves.map((curve) => curve[place] as number)));
  const epochs = 'training' in settings ? settings.training.epochs : undefined;
  return { amplitudes, seeds, images: (own[0] as Row).images, epochs, curves, means };
}

/** What accuracy loses from the smallest to the largest amplitude. */
export interface Fall {
  /** Mean over seeds. */
  readonly lost: number;
  /** 95 % interval over seeds; null for fewer than 3. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Whether the images, and the seeds if there are enough, say that it is lost and not by chance. */
  readonly isSure: boolean;
}

/** Works out what is lost over a course. */
export function fallOf({ curves, means, images, seeds }: Course): Fall {
  const [first, last] = [means[0] as number, means.at(-1) as number];
  const losses = curves.map((curve) => (curve[0] as number) - (curve.at(-1) as number));
  const interval = bootstrapInterval(losses, `fall/${seeds.join(' ')}`);
  const isSeen = last < first && differ(first, last, images, fivePercent);
  return { lost: first - last, interval, isSure: isSeen && (interval === null || interval[0] > 0) };
}

/** @example describeEnds({ means: [0.987, 0.9, 0.806] }) // '98.7 → 80.6 %' */
export function describeEnds({ means }: Course): string {
  const [first, last] = [means[0] as number, means.at(-1) as number].map(hundredths);
  return `${first} → ${last} %`;
}

/** The ends, and with seeds enough the 95 % interval of what is lost between them. */
export function describeWay(course: Course): string {
  const { interval } = fallOf(course);
  return `${describeEnds(course)}${interval === null ? '' : ` (${range(interval)} points lost)`}`;
}

/** @example describeSample({ images: 10000, seeds: [0, 1, 2], epochs: 10 }) // '10,000 images, 3 seeds, 10 epochs' */
export function describeSample({ images, seeds, epochs }: Pick<Course, 'images' | 'seeds' | 'epochs'>): string {
  const grouped = String(images).replace(/\B(?=(\d{3})+$)/g, ',');
  const parts = [`${grouped} images`];
  if (seeds.length > 1) parts.push(`${seeds.length} seeds`);
  if (epochs !== undefined) parts.push(numberOf(epochs, 'epoch'));
  return parts.join(', ');
}

/** Writes a loss in points with its interval. */
export function describeLoss({ lost, interval }: Fall): string {
  return interval === null ? `${hundredths(lost)} points` : `${hundredths(lost)} points (${range(interval)})`;
}

function range([low, high]: readonly [low: number, high: number]): string {
  return `${hundredths(low)} … ${hundredths(high)}`;
}
