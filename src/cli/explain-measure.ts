import { createEngine } from '../engine/engine.ts';
import type { Accuracies } from '../study/explanation/drop-causes.ts';
import { expectedSpikes } from '../study/explanation/expected-spikes.ts';
import type { MeasuredAmplitude, MeasuredFloor, MeasuredRun, Remedy } from '../study/explanation/explain.ts';
import { type MeasuredVariation, type Variation, variationsOf } from '../study/explanation/variation.ts';
import type { StudySettings } from '../study/results/settings.ts';
import { operatingPoint, planTasks } from '../study/run/plan.ts';
import { type PointResult, summarize } from '../study/run/point-results.ts';
import type { Study } from '../study/run/run-study.ts';
import type { NetworkOptions } from './options.ts';
import { performStudy } from './perform.ts';

/** How an explanation is measured. */
export type MeasureOptions = Pick<NetworkOptions, 'workers' | 'engine' | 'profile'>;

/** Accuracies at every amplitude, of a remedy. */
type RemedyAccuracies = ReadonlyMap<number, Accuracies>;

/** Floors that are tried at the largest amplitude, besides 0 and none. */
const lowerFloors = [-0.25, -0.5, -1, -2, -4, -8, -16, -32];

/** Runs a network at every amplitude, with floor and without, as it is and with the amplitude undone in its weights. */
export async function measureAmplitudes(
  study: Study,
  rescalingBase: number,
  options: MeasureOptions,
): Promise<MeasuredAmplitude[]> {
  const asTrained = await resultsOf(study, { minVoltages: [0, null] }, options);
  const undone = await resultsOf(study, { minVoltages: [0, null], rescalingBase }, options);
  const rescaled = accuraciesOf(undone);
  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  return study.settings.amplitudes.map((amplitude): MeasuredAmplitude => {
    const floored = resultAt(asTrained, amplitude, 0);
    const point = operatingPoint({ amplitude, minVoltage: 0 }, study.settings);
    const spikes = expectedSpikes(engine, study.network, point, shown);
    return {
      amplitude,
      rate: { right: rightOf(floored.ratePredicted, study), spikes },
      floored: outcomeOf(floored, study),
      free: outcomeOf(resultAt(asTrained, amplitude, null), study),
      rescaled: outcomeOf(resultAt(undone, amplitude, 0), study),
      remedies: { rescaled: rescaled.get(amplitude) as Accuracies },
    };
  });
}

/** Adds what came of another remedy. */
export function withRemedy(
  measured: readonly MeasuredAmplitude[],
  remedy: Remedy,
  accuracies: RemedyAccuracies,
): MeasuredAmplitude[] {
  return measured.map((one) => {
    return { ...one, remedies: { ...one.remedies, [remedy]: accuracies.get(one.amplitude) as Accuracies } };
  });
}

/** Runs a network at its largest amplitude with lower floors. */
export async function measureFloors(
  study: Study,
  { floored, free }: MeasuredAmplitude,
  options: MeasureOptions,
): Promise<MeasuredFloor[]> {
  const lower = await resultsOf(study, { amplitudes: lastOf(study), minVoltages: lowerFloors }, options);
  return [
    { minVoltage: 0, right: floored.right },
    ...lower.map(({ row, predicted }) => ({ minVoltage: row.minVoltage, right: rightOf(predicted, study) })),
    { minVoltage: null, right: free.right },
  ];
}

/** Runs the variations of a network at its largest amplitude. */
export async function measureVariations(
  study: Study,
  asItIs: MeasuredAmplitude,
  options: MeasureOptions,
): Promise<MeasuredVariation[]> {
  const measured: MeasuredVariation[] = [];
  for (const variation of variationsOf(study.network.layers.length, study.settings)) {
    measured.push(await measureVariation(variation, study, asItIs, options));
  }
  return measured;
}

async function measureVariation(
  variation: Variation,
  study: Study,
  { amplitude, floored, free }: MeasuredAmplitude,
  options: MeasureOptions,
): Promise<MeasuredVariation> {
  const { minVoltages, mostImages, change, name } = variation;
  const images = Math.min(mostImages, study.settings.images);
  // the readable code runs where it has to, and the name of the variation says why
  const engine = change.reset ? 'readable' : options.engine;
  const settings = { ...change, images, amplitudes: [amplitude], minVoltages };
  const results = await resultsOf(study, settings, { ...options, engine }, ` (${name})`);
  const rightAt = (floor: number | null) => rightOf(resultAt(results, amplitude, floor).predicted, study);
  return {
    ...variation,
    floored: rightAt(0),
    free: minVoltages.includes(null) ? rightAt(null) : null,
    before: { floored: floored.right.slice(0, images), free: free.right.slice(0, images) },
  };
}

/** Runs a study with some of its settings changed. */
export async function resultsOf(
  study: Study,
  change: Partial<StudySettings>,
  options: MeasureOptions,
  what = '',
): Promise<PointResult[]> {
  const changed = { ...study, settings: { ...study.settings, ...change } };
  const tasks = planTasks(changed.settings);
  const blocks = await performStudy(changed, tasks, options, undefined, what);
  return summarize(changed.settings, study.network.architecture, study.labels, tasks, blocks);
}

/** Accuracies at every amplitude of results with floor 0 and without. */
export function accuraciesOf(results: readonly PointResult[]): Map<number, Accuracies> {
  const amplitudes = new Set(results.map(({ row }) => row.amplitude));
  return new Map(
    [...amplitudes].map((amplitude) => {
      const [floored, free] = [resultAt(results, amplitude, 0).row, resultAt(results, amplitude, null).row];
      return [
        amplitude,
        { rate: floored.rateAccuracy, floored: floored.spikingAccuracy, free: free.spikingAccuracy },
      ] as const;
    }),
  );
}

function lastOf({ settings }: Study): number[] {
  return settings.amplitudes.slice(-1);
}

function resultAt(results: readonly PointResult[], amplitude: number, floor: number | null): PointResult {
  return results.find(({ row }) => row.amplitude === amplitude && row.minVoltage === floor) as PointResult;
}

function rightOf(predicted: readonly number[], { labels }: Study): number[] {
  return predicted.map((label, image) => (label === labels[image] ? 1 : 0));
}

function outcomeOf({ row, predicted }: PointResult, study: Study): MeasuredRun {
  return { right: rightOf(predicted, study), spikes: row.spikesPerNeuronStep };
}
