import { InputError } from '../../base/input-error.ts';
import { versions } from '../../base/version.ts';
import { answerExplanation } from '../answer/answer-explanation.ts';
import type { SeriesSettings } from '../results/settings.ts';
import { announce, evaluationsOf } from '../run/duration.ts';
import { operatingPoint } from '../run/plan.ts';
import { loadNetwork, prepareStudy, type StudyRequest } from '../run/prepare-study.ts';
import { runStudy, withPossibleEngine } from '../run/run-study.ts';
import { trainMembers } from '../run/series.ts';
import type { RunOptions, Study } from '../run/study.ts';
import { kickOfDrop, medianKick } from '../theory/median-kick.ts';
import { withNetworkFolder } from '../training/train-network.ts';
import {
  chooseBudget,
  imagesOf,
  loadExamples,
  type TrainingBudget,
  tutorialAmplitude,
} from '../training/training-budget.ts';
import { explain, type MeasuredAmplitude } from './explain.ts';
import type { Accuracies, ExplainOutput, Retraining } from './explanation-schema.ts';
import { accuraciesOf, measureAmplitudes, measureFloors, measureVariations, pairsOf } from './measure.ts';
import { measureReadouts, measureWithoutSilent } from './measure-changed.ts';
import { highestRateHz } from './measure-rates.ts';
import { measureStreams } from './measure-streams.ts';
import { plannedWork } from './variation.ts';

/** A network to be explained. */
export interface ExplainRequest extends Omit<StudyRequest, 'minVoltages'>, Partial<TrainingBudget> {
  readonly amplitudes?: readonly number[] | undefined;
  /** Omits lower floors and other variations. */
  readonly quick?: boolean | undefined;
  /** Also trains networks for every amplitude. */
  readonly retrain?: boolean | undefined;
  /** Folder of trained networks, which are reused. */
  readonly networks?: string | undefined;
}

/**
 * Runs a network in all variations that can explain its accuracy, and returns the explanation.
 *
 * @param prepared - called after the request is checked and before anything is computed
 * @throws {InputError} if something is missing or does not match
 */
export async function explainNetwork(
  request: ExplainRequest,
  options: RunOptions,
  prepared: () => void = () => {},
): Promise<ExplainOutput> {
  const { images, rescale, quick, networks } = request;
  if (request.retrain && request.imagesFrom !== undefined)
    throw new InputError('--images-from: networks are trained on MNIST; omit it with --retrain');
  const { trainedAmplitude, architecture } = loadNetwork(request);
  const ascending = [...(request.amplitudes ?? usualAmplitudes(trainedAmplitude))].sort((a, b) => a - b);
  const study = prepareStudy({ ...request, rescale: undefined, minVoltages: [0, null] }, ascending, [0]);
  const budget = request.retrain ? chooseBudget(request, architecture) : undefined;
  const retraining = budget && { seed: 0, ...budget };
  const loaded = budget && loadExamples(budget.trainImages);
  prepared();
  const retrainings = { networks: ascending.length, trainingImages: budget ? imagesOf(budget) : 0 };
  const retrained = { ...evaluationsOf(study.settings, architecture), ...retrainings };
  announce([...plannedWork(study, { isQuick: !!quick }), ...(budget ? [retrained, retrained] : [])], options);
  const base = typeof rescale === 'number' ? rescale : trainedAmplitude;
  const kick = kickPerAmplitude(study, trainedAmplitude);
  const dropFrom = kick && Number((kickOfDrop / kick).toPrecision(2));
  if (dropFrom !== undefined) options.monitor?.note?.(describePrediction(dropFrom));
  const kickAt = (amplitude: number) => kick && kick * amplitude;
  const possible = withPossibleEngine(study, options);
  const { measured, rescaled, neurons } = await measureAmplitudes(study, base, kickAt, possible);
  const last = measured.at(-1) as MeasuredAmplitude;
  const floors = quick ? [] : await measureFloors(study, last, possible);
  const silenced = quick ? {} : await measureWithoutSilent(study, last, neurons, possible);
  const readouts = quick ? [] : await measureReadouts(study, last, possible);
  const streams = quick ? [] : await measureStreams(study, last.amplitude, base, floors);
  const variations = quick ? [] : await measureVariations(study, last, options);
  const retrain = (rescalingBase: number | null) =>
    measureRetrained(study, { ...(retraining as Retraining), ...(loaded as Loaded), rescalingBase }, networks, options);
  const remedies = {
    rescaled,
    ...(retraining && { retrained: await retrain(null), retrainedRescaled: await retrain(tutorialAmplitude) }),
  };
  const explanation = explain(measured, remedies, {
    ...(dropFrom !== undefined && { dropFrom }),
    neurons: neurons.map(({ silent, saturated }) => ({ silent, saturated })),
    highestRateHz: highestRateHz(architecture.neuron, study.settings.dtSeconds),
    ...silenced,
    ...{ readouts, streams, floors, variations },
  });
  const answer = answerExplanation(explanation, { network: architecture.name, images, trainedAmplitude });
  const { settings } = study;
  return { versions, settings, trainedAmplitude, ...(retraining && { retraining }), ...explanation, answer };
}

/** Number of images from which the kick is predicted, which takes about a second. */
const kickImages = 4;

/**
 * The median kick that theory predicts, per unit of amplitude; undefined for a single layer of neurons, or if synapses
 * smooth the kicks.
 */
function kickPerAmplitude({ network, settings, images }: Study, amplitude: number): number | undefined {
  if (settings.synapseSeconds !== undefined) return undefined;
  const point = operatingPoint({ amplitude, minVoltage: 0 }, settings);
  const kick = medianKick(network, point, images.slice(0, Math.min(kickImages, settings.images)));
  return kick && kick / amplitude;
}

function describePrediction(dropFrom: number): string {
  return `theory expects accuracy with floor 0 to drop from amplitude ${dropFrom} on, where the median kick in layer 2 is ${kickOfDrop}`;
}

/**
 * The amplitudes of an explanation, unless others are given: 1, 2, 5, 10, 20 and 50 times that of training.
 *
 * @example usualAmplitudes(0.01) // [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
 */
export function usualAmplitudes(trainedAmplitude: number): number[] {
  return [1, 2, 5, 10, 20, 50].map((multiple) => Number((multiple * trainedAmplitude).toPrecision(12)));
}

type Loaded = ReturnType<typeof loadExamples>;

/** Trains a network for every amplitude and runs each with and without a floor: accuracies [amplitude]. */
async function measureRetrained(
  study: Study,
  { seed, examples, ...recipe }: Retraining & Loaded & { readonly rescalingBase: number | null },
  networks: string | undefined,
  options: RunOptions,
): Promise<Accuracies[]> {
  const settings: SeriesSettings = {
    ...study.settings,
    mode: 'retrained',
    seeds: [seed],
    initialVoltage: 'uniform',
    rescalingBase: null,
    training: { ...recipe, amplitude: null },
  };
  const series = { ...study, settings, architecture: study.network.architecture, examples };
  return withNetworkFolder(networks, async (folder) => {
    const accuracies: Accuracies[] = [];
    for await (const { study: trained } of trainMembers(series, folder, options))
      accuracies.push(...pairsOf(await runStudy(trained, options)).map(accuraciesOf));
    return accuracies;
  });
}
