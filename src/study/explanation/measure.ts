import { createEngine } from '../../engine/engine.ts';
import type { StudySettings } from '../results/settings.ts';
import { operatingPoint } from '../run/plan.ts';
import type { PointResult } from '../run/point-results.ts';
import { runStudy } from '../run/run-study.ts';
import type { RunOptions, Study } from '../run/study.ts';
import type { Accuracies } from './drop-causes.ts';
import { expectedSpikes } from './expected-spikes.ts';
import type { MeasuredAmplitude, MeasuredFloor, MeasuredRun } from './explain.ts';
import { type MeasuredVariation, type Variation, variationsOf } from './variation.ts';

/** Floors that are tested at the largest amplitude, besides 0 and none. */
const lowerFloors = [-0.25, -0.5, -1, -2, -4, -8, -16, -32];

/** Runs a network at every amplitude with and without a floor, unchanged and with rescaled weights. */
export async function measureAmplitudes(
  study: Study,
  rescalingBase: number,
  options: RunOptions,
): Promise<MeasuredAmplitude[]> {
  const plain = await runChanged(study, { minVoltages: [0, null] }, options);
  const rescaled = await runChanged(study, { minVoltages: [0, null], rescalingBase }, options);
  const rescaledAccuracies = accuraciesOf(rescaled);
  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  return study.settings.amplitudes.map((amplitude): MeasuredAmplitude => {
    const floored = resultAt(plain, amplitude, 0);
    const point = operatingPoint({ amplitude, minVoltage: 0 }, study.settings);
    const spikes = expectedSpikes(engine, study.network, point, shown);
    return {
      amplitude,
      rate: { right: markRight(floored.ratePredicted, study), spikes },
      floored: measuredRun(floored, study),
      free: measuredRun(resultAt(plain, amplitude, null), study),
      rescaled: measuredRun(resultAt(rescaled, amplitude, 0), study),
      remedies: { rescaled: rescaledAccuracies.get(amplitude) as Accuracies },
    };
  });
}

/** Runs a network at its largest amplitude with lower floors. */
export async function measureFloors(
  study: Study,
  { floored, free }: MeasuredAmplitude,
  options: RunOptions,
): Promise<MeasuredFloor[]> {
  const amplitudes = study.settings.amplitudes.slice(-1);
  const lower = await runChanged(study, { amplitudes, minVoltages: lowerFloors }, options);
  return [
    { minVoltage: 0, right: floored.right },
    ...lower.map(({ row, predicted }) => ({ minVoltage: row.minVoltage, right: markRight(predicted, study) })),
    { minVoltage: null, right: free.right },
  ];
}

/** Runs the variations of a network at its largest amplitude. */
export async function measureVariations(
  study: Study,
  unchanged: MeasuredAmplitude,
  options: RunOptions,
): Promise<MeasuredVariation[]> {
  const measured: MeasuredVariation[] = [];
  for (const variation of variationsOf(study.network.layers.length, study.settings)) {
    measured.push(await measureVariation(variation, study, unchanged, options));
  }
  return measured;
}

async function measureVariation(
  variation: Variation,
  study: Study,
  { amplitude, floored, free }: MeasuredAmplitude,
  options: RunOptions,
): Promise<MeasuredVariation> {
  const { minVoltages, mostImages, change, name } = variation;
  const images = Math.min(mostImages, study.settings.images);
  // another reset needs the readable code; selecting it here avoids a remark about a fallback
  const engine = change.reset ? 'readable' : options.engine;
  const settings = { ...change, images, amplitudes: [amplitude], minVoltages };
  const results = await runChanged(study, settings, { ...options, engine }, ` (${name})`);
  const rightAt = (floor: number | null) => markRight(resultAt(results, amplitude, floor).predicted, study);
  return {
    ...variation,
    floored: rightAt(0),
    free: minVoltages.includes(null) ? rightAt(null) : null,
    before: { floored: floored.right.slice(0, images), free: free.right.slice(0, images) },
  };
}

function runChanged(
  study: Study,
  change: Partial<StudySettings>,
  options: RunOptions,
  label = '',
): Promise<PointResult[]> {
  return runStudy({ ...study, settings: { ...study.settings, ...change } }, options, { label });
}

/** Accuracies at every amplitude, from results with floor 0 and without a floor. */
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

function resultAt(results: readonly PointResult[], amplitude: number, floor: number | null): PointResult {
  return results.find(({ row }) => row.amplitude === amplitude && row.minVoltage === floor) as PointResult;
}

function markRight(predicted: readonly number[], { labels }: Study): number[] {
  return predicted.map((label, image) => (label === labels[image] ? 1 : 0));
}

function measuredRun({ row, predicted }: PointResult, study: Study): MeasuredRun {
  return { right: markRight(predicted, study), spikes: row.spikesPerNeuronStep };
}
