import { versions } from '../../base/version.ts';
import { answerExplanation } from '../answer/answer-explanation.ts';
import { percent } from '../answer/words.ts';
import { loadNetwork, type NetworkStudy, prepareGiven, type StudyRequest } from '../prepare.ts';
import type { RunOptions } from '../run/monitor.ts';
import { noteBefore } from '../run/run-study.ts';
import { operatingPoint } from '../settings.ts';
import { mean } from '../statistics/statistics.ts';
import { explain, type MeasuredAmplitude, nearestTo } from './explain.ts';
import type { ExplainOutput } from './explanation-schema.ts';
import { measureAmplitudes, measureFloors, measureVariations } from './measure.ts';
import { kickOfDrop, medianKick } from './median-kick.ts';

export interface ExplainRequest
  extends Pick<StudyRequest, 'images' | 'amplitudes' | 'weights' | 'steps' | 'synapseSeconds'> {
  /** Omits lower floors and other variations. */
  readonly quick?: boolean | undefined;
}

/**
 * Runs a network in all variations that can explain its accuracy, and returns the explanation.
 *
 * @throws {InputError} if something is missing or does not match
 */
export async function explainNetwork(
  { quick = false, ...request }: ExplainRequest,
  options: RunOptions,
): Promise<ExplainOutput> {
  const { trainedAmplitude, architecture, defaults } = loadNetwork(request.weights);
  const amplitudes = [...(request.amplitudes ?? usualAmplitudes(trainedAmplitude))].sort((a, b) => a - b);
  const study = prepareGiven({ ...request, amplitudes, minVoltages: [defaults?.minVoltage ?? 0, null] });
  const kick = kickPerAmplitude(study, trainedAmplitude);
  const dropFrom = kick && Number((kickOfDrop / kick).toPrecision(2));
  noteBefore(study, options);
  const measured = await measureAmplitudes(study, trainedAmplitude, kick, options);
  const last = measured.at(-1) as MeasuredAmplitude;
  const { rate } = nearestTo(trainedAmplitude, measured);
  const floors = quick ? [] : await measureFloors(study, last, options);
  const variations = quick ? [] : await measureVariations(study, last, options);
  const explanation = explain(measured, trainedAmplitude, {
    warnings: warnAbout(architecture.classes, mean(rate.right), rate.silent),
    ...(dropFrom !== undefined && { dropFrom }),
    floors,
    variations,
  });
  const { settings } = study;
  const answer = answerExplanation(explanation, { ...settings, trainedAmplitude });
  return { versions, settings, trainedAmplitude, ...explanation, answer };
}

/** A trained layer has more neurons that fire for some image. */
const mostSilent = 0.9;

const scale = 'the scale of the images, whose values are 0 to 255, and of the amplitude of training';

/**
 * Signs that the weights are untrained or have another scale, so that nothing that is measured explains anything.
 *
 * @param accuracy - of the rate network at the amplitude of training
 * @param silent - the fraction of neurons that fire for none of the images [layer]
 */
export function warnAbout(classes: number, accuracy: number, silent: readonly number[]): string[] {
  const mostlySilent = silent.flatMap((fraction, layer) =>
    fraction > mostSilent
      ? `Layer ${layer + 1}: ${percent(fraction)} of the neurons fire for no image. Do the weights have ${scale}?`
      : [],
  );
  if (accuracy >= 2 / classes) return mostlySilent;
  const found = `As a rate network at the amplitude of training, it classifies only ${percent(accuracy)} correctly`;
  return [
    ...mostlySilent,
    `${found}, which is close to chance. Do weights, images and labels belong together, and do the weights have ${scale}?`,
  ];
}

/** Number of images from which the kick is predicted, which takes about a second. */
const kickImages = 4;

/**
 * The median kick that theory predicts, per unit of amplitude; undefined for a single layer of neurons, or if synapses
 * smooth the kicks.
 */
function kickPerAmplitude({ network, settings, images }: NetworkStudy, amplitude: number): number | undefined {
  if (settings.synapseSeconds !== undefined) return undefined;
  const point = operatingPoint({ amplitude, minVoltage: 0 }, settings);
  const kick = medianKick(network, point, images.slice(0, Math.min(kickImages, settings.images)));
  return kick && kick / amplitude;
}

/**
 * The amplitudes of an explanation, unless others are given: 1, 2, 5, 10, 20 and 50 times that of training.
 *
 * @example usualAmplitudes(0.01) // [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
 */
export function usualAmplitudes(trainedAmplitude: number): number[] {
  return [1, 2, 5, 10, 20, 50].map((multiple) => Number((multiple * trainedAmplitude).toPrecision(12)));
}
