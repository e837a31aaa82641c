import { stepRules } from '../../models/neuron-types.ts';
import { answerExplanation } from '../answer/answer-explanation.ts';
import { percent } from '../answer/words.ts';
import { loadNetwork, prepareGiven, type StudyRequest } from '../prepare.ts';
import { studyVersions } from '../results/saved-results.ts';
import type { RunOptions } from '../run/monitor.ts';
import { noteBefore } from '../run/run-study.ts';
import { operatingPoint } from '../settings.ts';
import { mean } from '../statistics/statistics.ts';
import { explain, type MeasuredAmplitude, onsetOf, referenceOf, type TriedRemedy } from './explain.ts';
import type { ExplainOutput } from './explanation-schema.ts';
import {
  measureAmplitudes,
  measureRemedies,
  measureSilent,
  type RemedySearch,
  type Run,
  roundShort,
  runnerOf,
  settingsOf,
} from './measure.ts';
import { medianKick } from './median-kick.ts';

export interface ExplainRequest
  extends Pick<StudyRequest, 'images' | 'amplitudes' | 'weights' | 'steps' | 'synapseSeconds'> {
  /** Omits the search between amplitudes and the remedies that need further runs. */
  readonly quick?: boolean | undefined;
  /** In the software that trained it, instead of that of its rate network. */
  readonly trainedAccuracy?: number | undefined;
}

/**
 * Runs a network in all variations that can explain its accuracy, and returns the explanation.
 *
 * @throws {InputError} if something is missing or does not match
 */
export async function explainNetwork(
  { quick = false, trainedAccuracy, ...request }: ExplainRequest,
  options: RunOptions,
): Promise<ExplainOutput> {
  const { trainedAmplitude, architecture, defaults, library, neurons = 'lif' } = loadNetwork(request.weights);
  const given = request.amplitudes ?? usualAmplitudes(trainedAmplitude);
  const target = Math.max(...given);
  const amplitudes = [...new Set([...given, trainedAmplitude])].sort((a, b) => a - b);
  const minVoltage = defaults?.minVoltage === undefined ? 0 : defaults.minVoltage;
  const floors = minVoltage === null ? [null] : [minVoltage, null];
  const study = prepareGiven({ ...request, amplitudes, minVoltages: floors });
  noteBefore(study, options);
  const run = runnerOf(study, options);
  const rows = await measureAmplitudes(run, amplitudes, floors);
  const measured = quick ? rows : await searchAmplitudes(run, rows, { trainedAmplitude, minVoltage });
  const { settings } = study;
  const some = study.images.slice(0, Math.min(kickImages, settings.images));
  const point = operatingPoint({ amplitude: target, minVoltage: 0 }, settings);
  const isTrainedWithSpikes = neurons in stepRules;
  const kick = isTrainedWithSpikes ? undefined : medianKick(study.network, point, some);
  const search: RemedySearch = {
    ...settings,
    isTrainedWithSpikes,
    measured,
    trainedAmplitude,
    target,
    minVoltage,
    kick,
  };
  const tried = await measureRemedies(run, search, quick);
  const silent = await measureSilent(study, trainedAmplitude);
  const found = explain(measured, { trainedAmplitude, target, isTrainedWithSpikes, trainedAccuracy }, tried);
  const advised = tried.find(({ name }) => name === found.advised);
  const explanation = {
    warnings: warnAbout(
      architecture.classes,
      found.attainable - (found.causes.conversion?.lost ?? 0),
      silent,
      isTrainedWithSpikes,
    ),
    ...found,
    ...(kick !== undefined && { kick }),
    stream: advised === undefined || quick ? null : await measureStreams(run, advised, search),
  };
  const answer = answerExplanation(explanation, { ...settings, trainedAmplitude, library, isTrainedWithSpikes });
  return { versions: studyVersions, settings, trainedAmplitude, ...(library && { library }), ...explanation, answer };
}

/** Runs of a search, in each direction. With 50 times the amplitude, three narrow the onset to a factor of 1.4. */
const searchRuns = 3;

/** Amplitudes that are closer than this are not worth another run. */
const closestRatio = 1.2;

/**
 * Looks for the best amplitude below the smallest and around the best one, and for the amplitude at which one point is
 * lost, by bisection.
 */
async function searchAmplitudes(
  run: Run,
  rows: readonly MeasuredAmplitude[],
  { trainedAmplitude, minVoltage }: Pick<RemedySearch, 'trainedAmplitude' | 'minVoltage'>,
): Promise<MeasuredAmplitude[]> {
  let measured = [...rows];
  const add = async (amplitudes: readonly number[]) => {
    const others = amplitudes.map(roundShort).filter((one) => measured.every(({ amplitude }) => amplitude !== one));
    if (others.length === 0) return;
    const added = await measureAmplitudes(run, others, minVoltage === null ? [null] : [minVoltage]);
    measured = [...measured, ...added].sort((a, b) => a.amplitude - b.amplitude);
  };
  const reference = () => referenceOf(measured, trainedAmplitude);
  for (let count = 0; count < searchRuns && reference() === measured[0] && measured.length > 1; count++)
    await add([reference().amplitude / 2]);
  const { amplitude } = reference();
  const index = measured.findIndex((one) => one.amplitude === amplitude);
  const beside = [measured[index - 1], measured[index + 1]].flatMap((one) => one?.amplitude ?? []);
  if (amplitude !== trainedAmplitude) await add(beside.map((other) => Math.sqrt(amplitude * other)));
  for (let count = 0; count < searchRuns; count++) {
    const { upTo, next } = onsetOf(measured, reference());
    if (next === undefined || next / upTo < closestRatio) break;
    await add([Math.sqrt(upTo * next)]);
  }
  return measured;
}

/** Images of the streams, whose first layer the readable code runs: 10 s on one thread in NengoDL's network. */
const streamImages = 50;

/** Shows each image after another one without a reset, to the network unchanged and with the advised remedy. */
async function measureStreams(run: Run, advised: TriedRemedy, search: RemedySearch): Promise<ExplainOutput['stream']> {
  const images = Math.min(streamImages, advised.right.length);
  const accuracyOf = async (change: TriedRemedy['change']) => {
    const [point] = await run({ ...settingsOf(change, search), images, stream: 'restart' }, 'streams');
    return mean(point?.right ?? []);
  };
  return { images, unchanged: await accuracyOf({}), advised: await accuracyOf(advised.change) };
}

/** A trained layer has more neurons that fire for some image. */
const mostSilent = 0.9;

const scale = 'the scale of the images, whose values are 0 to 255, and of the amplitude of training';

/**
 * Signs that the weights are untrained or have another scale, so that nothing that is measured explains anything.
 *
 * @param accuracy - at the amplitude of training: of the rate network, or of the network as it was trained with spikes
 * @param silent - the fraction of neurons that fire for none of the images [layer]
 */
export function warnAbout(
  classes: number,
  accuracy: number,
  silent: readonly number[],
  isTrainedWithSpikes = false,
): string[] {
  const mostlySilent = silent.flatMap((fraction, layer) =>
    fraction > mostSilent
      ? `Layer ${layer + 1}: ${percent(fraction)} of the neurons fire for no image. Do the weights have ${scale}?`
      : [],
  );
  if (accuracy >= 2 / classes) return mostlySilent;
  const found = `${isTrainedWithSpikes ? 'With spikes' : 'As a rate network'} at the amplitude of training, it classifies only ${percent(accuracy)} correctly`;
  return [
    ...mostlySilent,
    `${found}, which is close to chance. Do weights, images and labels belong together, and do the weights have ${scale}?`,
  ];
}

/** Number of images from which the kick is computed, which takes about a second. */
const kickImages = 4;

/**
 * The amplitudes of an explanation, unless others are given: from 0.2 to 50 times that of training.
 *
 * @example usualAmplitudes(0.01) // [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5]
 */
export function usualAmplitudes(trainedAmplitude: number): number[] {
  return [0.2, 0.5, 1, 2, 5, 10, 50].map((multiple) => Number((multiple * trainedAmplitude).toPrecision(12)));
}
