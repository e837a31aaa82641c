import { createEngine } from '../../engine/engine.ts';
import type { NetworkStudy } from '../prepare.ts';
import type { RunOptions } from '../run/monitor.ts';
import type { PointResult } from '../run/run-study.ts';
import { runStudy } from '../run/run-study.ts';
import { operatingPoint, type StudySettings } from '../settings.ts';
import { explainFloor, type MeasuredAmplitude, type MeasuredRun } from './explain.ts';
import type { ExplainedFloor, ExplainedVariation } from './explanation-schema.ts';
import { type MeasuredNeurons, measureRates } from './measure-rates.ts';
import { explainVariation, floorSettings, variationsOf, variedSettings } from './variation.ts';

/** Runs a network at every amplitude with and without a floor, unchanged and with rescaled weights. */
export async function measureAmplitudes(
  study: NetworkStudy,
  rescalingBase: number,
  kickAt: (amplitude: number) => number | undefined,
  options: RunOptions,
): Promise<{
  readonly measured: MeasuredAmplitude[];
  /** Neurons of the rate network [amplitude][layer]. */
  readonly neurons: MeasuredNeurons[][];
}> {
  const plain = pairsOf(await runStudy(study, options, { label: ' (unchanged)' }));
  const rescaled = await runChanged(study, { rescalingBase, minVoltages: [0] }, options, ' (weights ÷ k)');
  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  const neurons: MeasuredNeurons[][] = [];
  const measured = plain.map(([floored, free], index): MeasuredAmplitude => {
    const { amplitude } = floored.row;
    const point = operatingPoint({ amplitude, minVoltage: 0 }, study.settings);
    const rates = measureRates(engine, study.network, point, shown);
    neurons.push(rates);
    return {
      amplitude,
      kick: kickAt(amplitude),
      rate: { right: markRight(floored.ratePredicted, study), spikes: rates.map(({ spikes }) => spikes) },
      floored: measuredRun(floored, study),
      free: measuredRun(free, study),
      rescaled: measuredRun(rescaled[index] as PointResult, study),
    };
  });
  return { measured, neurons };
}

/** Runs a network at its largest amplitude with lower floors. */
export async function measureFloors(
  study: NetworkStudy,
  last: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedFloor[]> {
  const { amplitude, floored, free } = last;
  const lower = await runChanged(study, floorSettings(amplitude), options, ' (lower floors)');
  return [
    explainFloor(0, floored.right, last),
    ...lower.map(({ row, predicted }) => explainFloor(row.minVoltage, markRight(predicted, study), last)),
    explainFloor(null, free.right, last),
  ];
}

/** Runs the variations of a network at its largest amplitude. */
export async function measureVariations(
  study: NetworkStudy,
  { amplitude, floored, free }: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedVariation[]> {
  const explained: ExplainedVariation[] = [];
  for (const variation of variationsOf(study.network.layers.length, study.settings)) {
    const { kind, name, change } = variation;
    const settings = variedSettings(study, amplitude, variation);
    // selecting the readable code here avoids a remark about a fallback
    const { neurons = 'lif' } = { ...study.settings, ...change };
    const run: RunOptions = neurons !== 'lif' ? { ...options, engine: 'readable' } : options;
    const results = await runChanged(study, settings, run, ` (${name})`);
    const [withFloor, without = null] = results.map(({ predicted }) => markRight(predicted, study));
    const before = { floored: floored.right.slice(0, settings.images), free: free.right.slice(0, settings.images) };
    explained.push(explainVariation({ kind, name }, { floored: withFloor as number[], free: without }, before));
  }
  return explained;
}

/** Runs a study with some settings changed. */
function runChanged(
  study: NetworkStudy,
  change: Partial<StudySettings>,
  options: RunOptions,
  label: string,
): Promise<PointResult[]> {
  return runStudy({ ...study, settings: { ...study.settings, ...change } }, options, { label });
}

/** Results at one amplitude, with floor 0 and without a floor. */
type FlooredAndFree = readonly [floored: PointResult, free: PointResult];

/** The results of a study with floor 0 and without a floor [amplitude]. */
function pairsOf(results: readonly PointResult[]): FlooredAndFree[] {
  const floored = results.filter(({ row }) => row.minVoltage === 0);
  const free = results.filter(({ row }) => row.minVoltage === null);
  return floored.map((result, index) => [result, free[index] as PointResult]);
}

function markRight(predicted: readonly number[], { labels }: NetworkStudy): number[] {
  return predicted.map((label, image) => (label === labels[image] ? 1 : 0));
}

function measuredRun({ row, predicted }: PointResult, study: NetworkStudy): MeasuredRun {
  return { right: markRight(predicted, study), spikes: row.spikesPerNeuronStep };
}
