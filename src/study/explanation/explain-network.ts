import { versions } from '../../base/version.ts';
import { answerExplanation } from '../answer/answer-explanation.ts';
import type { SeriesSettings } from '../results/settings.ts';
import { loadNetwork, prepareStudy, type StudyRequest } from '../run/prepare-study.ts';
import { runStudy } from '../run/run-study.ts';
import { trainMembers } from '../run/series.ts';
import type { RunOptions, Study } from '../run/study.ts';
import { withNetworkFolder } from '../training/train-network.ts';
import { chooseBudget, loadExamples, type TrainingBudget, tutorialAmplitude } from '../training/training-budget.ts';
import type { Accuracies } from './drop-causes.ts';
import { explain, type MeasuredAmplitude, type Remedy, usualAmplitudes } from './explain.ts';
import type { ExplainOutput, Retraining } from './explanation-schema.ts';
import { accuraciesOf, measureAmplitudes, measureFloors, measureVariations } from './measure.ts';

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

/** How networks are trained for every amplitude: with the plain recipe, or with a rescaled one. */
const retrainings: readonly { readonly remedy: Remedy; readonly rescalingBase: number | null }[] = [
  { remedy: 'retrained', rescalingBase: null },
  { remedy: 'retrainedRescaled', rescalingBase: tutorialAmplitude },
];

/**
 * Runs a network in every way that can explain its accuracy, and explains it.
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
  const { trainedAmplitude, architecture } = loadNetwork(request);
  const ascending = [...(request.amplitudes ?? usualAmplitudes(trainedAmplitude))].sort((a, b) => a - b);
  const study = prepareStudy({ ...request, rescale: undefined, minVoltages: [0, null] }, ascending, [0]);
  const budget = request.retrain ? chooseBudget(request, architecture) : undefined;
  const retraining = budget && { seed: 0, ...budget };
  const examples = budget && loadExamples(budget.trainImages);
  prepared();
  let measured = await measureAmplitudes(study, typeof rescale === 'number' ? rescale : trainedAmplitude, options);
  const last = measured.at(-1) as MeasuredAmplitude;
  const floors = quick ? [] : await measureFloors(study, last, options);
  const variations = quick ? [] : await measureVariations(study, last, options);
  if (retraining && examples) {
    for (const { remedy, rescalingBase } of retrainings) {
      const training = { ...retraining, ...examples, rescalingBase };
      measured = withRemedy(measured, remedy, await measureRetrained(study, training, networks, options));
    }
  }
  const explanation = explain(measured, floors, variations);
  const answer = answerExplanation(explanation, { network: architecture.name, images, trainedAmplitude });
  const { settings } = study;
  return { versions, settings, trainedAmplitude, ...(retraining ? { retraining } : {}), ...explanation, answer };
}

/** Trains a network for every amplitude and runs each with and without a floor. */
async function measureRetrained(
  study: Study,
  training: Retraining & ReturnType<typeof loadExamples> & { readonly rescalingBase: number | null },
  networks: string | undefined,
  options: RunOptions,
): Promise<Map<number, Accuracies>> {
  const { seed, examples, ...recipe } = training;
  const settings: SeriesSettings = {
    ...study.settings,
    mode: 'retrained',
    seeds: [seed],
    initialVoltage: 'uniform',
    minVoltages: [0, null],
    rescalingBase: null,
    training: { ...recipe, amplitude: null },
  };
  const series = { ...study, settings, architecture: study.network.architecture, examples };
  return withNetworkFolder(networks, async (folder) => {
    const accuracies = new Map<number, Accuracies>();
    for await (const { study: trained } of trainMembers(series, folder, options)) {
      for (const [amplitude, found] of accuraciesOf(await runStudy(trained, options))) accuracies.set(amplitude, found);
    }
    return accuracies;
  });
}

function withRemedy(
  measured: readonly MeasuredAmplitude[],
  remedy: Remedy,
  accuracies: ReadonlyMap<number, Accuracies>,
): MeasuredAmplitude[] {
  return measured.map((one) => {
    return { ...one, remedies: { ...one.remedies, [remedy]: accuracies.get(one.amplitude) as Accuracies } };
  });
}
