import { createEngine } from '../../engine/engine.ts';
import type { StudySettings } from '../results/settings.ts';
import { operatingPoint } from '../run/plan.ts';
import type { PointResult } from '../run/point-results.ts';
import { runStudy } from '../run/run-study.ts';
import type { RunOptions, Study } from '../run/study.ts';
import { explainFloor, type MeasuredAmplitude, type MeasuredRun } from './explain.ts';
import type { Accuracies, ExplainedFloor, ExplainedVariation } from './explanation-schema.ts';
import { type MeasuredNeurons, measureRates } from './measure-rates.ts';
import { explainVariation, floorSettings, variationsOf, variedSettings } from './variation.ts';

/** Runs a network at every amplitude with and without a floor, unchanged and with rescaled weights. */
export async function measureAmplitudes(
  study: Study,
  rescalingBase: number,
  kickAt: (amplitude: number) => number | undefined,
  options: RunOptions,
): Promise<{
  readonly measured: MeasuredAmplitude[];
  readonly rescaled: Accuracies[];
  /** At the largest amplitude [layer]. */
  readonly neurons: MeasuredNeurons[];
}> {
  const plain = pairsOf(await runStudy(study, options, { label: ' (unchanged)' }));
  const rescaled = pairsOf(await runChanged(study, { rescalingBase }, options, ' (weights ÷ k)'));
  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  let neurons: MeasuredNeurons[] = [];
  const measured = plain.map(([floored, free], index): MeasuredAmplitude => {
    const { amplitude } = floored.row;
    const point = operatingPoint({ amplitude, minVoltage: 0 }, study.settings);
    const rates = measureRates(engine, study.network, point, shown);
    neurons = rates;
    return {
      amplitude,
      kick: kickAt(amplitude),
      rate: { right: markRight(floored.ratePredicted, study), spikes: rates.map(({ spikes }) => spikes) },
      floored: measuredRun(floored, study),
      free: measuredRun(free, study),
      rescaled: measuredRun((rescaled[index] as FlooredAndFree)[0], study),
    };
  });
  return { measured, rescaled: rescaled.map(accuraciesOf), neurons };
}

/** Runs a network at its largest amplitude with lower floors. */
export async function measureFloors(
  study: Study,
  { amplitude, floored, free }: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedFloor[]> {
  const lower = await runChanged(study, floorSettings(amplitude), options, ' (lower floors)');
  return [
    explainFloor(0, floored.right, free.right),
    ...lower.map(({ row, predicted }) => explainFloor(row.minVoltage, markRight(predicted, study), free.right)),
    explainFloor(null, free.right, free.right),
  ];
}

/** Runs the variations of a network at its largest amplitude. */
export async function measureVariations(
  study: Study,
  { amplitude, floored, free }: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedVariation[]> {
  const explained: ExplainedVariation[] = [];
  for (const variation of variationsOf(study.network.layers.length, study.settings)) {
    const { kind, name, change } = variation;
    const settings = variedSettings(study, amplitude, variation);
    // selecting the readable code here avoids a remark about a fallback
    const { neurons = 'lif' } = { ...study.settings, ...change };
    const engine = neurons === 'lif' ? options.engine : 'readable';
    const results = await runChanged(study, settings, { ...options, engine }, ` (${name})`);
    const [withFloor, without = null] = results.map(({ predicted }) => markRight(predicted, study));
    const before = { floored: floored.right.slice(0, settings.images), free: free.right.slice(0, settings.images) };
    explained.push(explainVariation({ kind, name }, { floored: withFloor as number[], free: without }, before));
  }
  return explained;
}

/** Runs a study with some settings changed. */
export function runChanged(
  study: Study,
  change: Partial<StudySettings>,
  options: RunOptions,
  label: string,
): Promise<PointResult[]> {
  return runStudy({ ...study, settings: { ...study.settings, ...change } }, options, { label });
}

/** Results at one amplitude, with floor 0 and without a floor. */
type FlooredAndFree = readonly [floored: PointResult, free: PointResult];

/** The results of a study with floor 0 and without a floor [amplitude]. */
export function pairsOf(results: readonly PointResult[]): FlooredAndFree[] {
  const floored = results.filter(({ row }) => row.minVoltage === 0);
  const free = results.filter(({ row }) => row.minVoltage === null);
  return floored.map((result, index) => [result, free[index] as PointResult]);
}

/** The accuracies at one amplitude. */
export function accuraciesOf([floored, free]: FlooredAndFree): Accuracies {
  return {
    rate: floored.row.rateAccuracy,
    floored: floored.row.spikingAccuracy,
    free: free.row.spikingAccuracy,
  };
}

function markRight(predicted: readonly number[], { labels }: Study): number[] {
  return predicted.map((label, image) => (label === labels[image] ? 1 : 0));
}

function measuredRun({ row, predicted }: PointResult, study: Study): MeasuredRun {
  return { right: markRight(predicted, study), spikes: row.spikesPerNeuronStep };
}
