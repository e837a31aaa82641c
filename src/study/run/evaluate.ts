import { InputError } from '../../base/input-error.ts';
import { versions } from '../../base/version.ts';
import type { EvaluateOutput } from '../results/saved-results.ts';
import type { RecordedTraining, StudySettings } from '../results/settings.ts';
import { finishedTraining } from '../training/training-manifest.ts';
import { announce, evaluationsOf } from './duration.ts';
import type { PointResult } from './point-results.ts';
import { prepareStudy, type StudyRequest } from './prepare-study.ts';
import { runStudy } from './run-study.ts';
import type { RunOptions } from './study.ts';

/** A network to be evaluated at one operating point. */
export interface EvaluateRequest extends Omit<StudyRequest, 'minVoltages'> {
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly seed: number;
  /** The mode of the study to which the point belongs. */
  readonly mode: StudySettings['mode'];
}

/**
 * Runs a network at one operating point.
 *
 * @param prepared - called after the request is checked and before anything is computed
 * @returns the results, and the class of each image
 * @throws {InputError} if something is missing or does not match
 */
export async function evaluateNetwork(
  request: EvaluateRequest,
  options: RunOptions,
  prepared: () => void = () => {},
): Promise<{ readonly output: EvaluateOutput; readonly labels: Uint8Array }> {
  const { amplitude, minVoltage, seed, mode } = request;
  const training = recordedTraining(request);
  const study = prepareStudy({ ...request, minVoltages: [minVoltage] }, [amplitude], [seed]);
  const settings = { ...study.settings, mode };
  prepared();
  announce([evaluationsOf(settings, study.network.architecture)], options);
  const [result] = (await runStudy({ ...study, settings }, options)) as [PointResult];
  const { row, predicted, ratePredicted } = result;
  return { output: { ...row, predicted, ratePredicted, versions, settings, training }, labels: study.labels };
}

/** The recorded training of the weights; a retrained study needs one for its amplitude. */
function recordedTraining({ weights, mode, amplitude }: EvaluateRequest): RecordedTraining | undefined {
  const training = weights === undefined ? undefined : finishedTraining(weights);
  if (mode === 'retrained' && training?.amplitude !== amplitude) {
    const found = training ? `were trained for ${training.amplitude}` : 'do not say how they were trained';
    throw new InputError(
      `--mode retrained: needs weights trained for amplitude ${amplitude}, but ${weights ?? 'these'} ${found}`,
    );
  }
  if (!training) return undefined;
  const { architecture: _, ...recorded } = training;
  return recorded;
}
