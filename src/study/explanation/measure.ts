import { createEngine, type Engine } from '../../engine/engine.ts';
import { foldForRates, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { StudySettings } from '../results/settings.ts';
import { operatingPoint } from '../run/plan.ts';
import type { PointResult } from '../run/point-results.ts';
import { runStudy } from '../run/run-study.ts';
import type { RunOptions, Study } from '../run/study.ts';
import { explainFloor, type MeasuredAmplitude, type MeasuredRun } from './explain.ts';
import type { Accuracies, ExplainedFloor, ExplainedVariation } from './explanation-schema.ts';
import { explainVariation, variationsOf } from './variation.ts';

/** Floors that are tested at the largest amplitude, besides 0 and none. */
const lowerFloors = [-0.25, -0.5, -1, -2, -4, -8, -16, -32];

/** Images shown to a network that only the readable code can run: some seconds. */
const fewImages = 50;

/** Runs a network at every amplitude with and without a floor, unchanged and with rescaled weights. */
export async function measureAmplitudes(
  study: Study,
  rescalingBase: number,
  options: RunOptions,
): Promise<{ readonly measured: MeasuredAmplitude[]; readonly rescaled: Accuracies[] }> {
  const plain = pairsOf(await runStudy(study, options));
  const rescaled = pairsOf(await runChanged(study, { rescalingBase }, options));
  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  const measured = plain.map(([floored, free], index): MeasuredAmplitude => {
    const { amplitude } = floored.row;
    const point = operatingPoint({ amplitude, minVoltage: 0 }, study.settings);
    const spikes = expectedSpikes(engine, study.network, point, shown);
    return {
      amplitude,
      rate: { right: markRight(floored.ratePredicted, study), spikes },
      floored: measuredRun(floored, study),
      free: measuredRun(free, study),
      rescaled: measuredRun((rescaled[index] as FlooredAndFree)[0], study),
    };
  });
  return { measured, rescaled: rescaled.map(accuraciesOf) };
}

/** Runs a network at its largest amplitude with lower floors. */
export async function measureFloors(
  study: Study,
  { amplitude, floored, free }: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedFloor[]> {
  const lower = await runChanged(study, { amplitudes: [amplitude], minVoltages: lowerFloors }, options);
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
  for (const { kind, name, change } of variationsOf(study.network.layers.length, study.settings)) {
    const images = change.reset ? Math.min(fewImages, study.settings.images) : study.settings.images;
    const minVoltages = kind === 'layers' ? [0] : [0, null];
    // another reset needs the readable code; selecting it here avoids a remark about a fallback
    const engine = change.reset ? 'readable' : options.engine;
    const settings = { ...change, images, amplitudes: [amplitude], minVoltages };
    const results = await runChanged(study, settings, { ...options, engine }, ` (${name})`);
    const [withFloor, without = null] = results.map(({ predicted }) => markRight(predicted, study));
    const before = { floored: floored.right.slice(0, images), free: free.right.slice(0, images) };
    explained.push(explainVariation({ kind, name }, { floored: withFloor as number[], free: without }, before));
  }
  return explained;
}

/**
 * Spikes per neuron per step that firing rates predict: the mean of rate · dt over neurons and images.
 *
 *   output = amplitude · rate,   so   rate · dt = output · dt/amplitude
 *
 * @returns [layer]
 */
export function expectedSpikes(
  engine: Engine,
  network: Network,
  point: OperatingPoint,
  images: readonly Uint8Array[],
): number[] {
  const folded = foldForRates(network, point);
  const prepared = engine.prepare(folded);
  const sums = folded.layers.map(() => 0);
  for (const image of images) {
    for (const [layer, outputs] of prepared.traceRates(image).outputs.entries()) {
      let sum = 0;
      for (let neuron = 0; neuron < outputs.length; neuron++) sum += outputs[neuron] as number;
      sums[layer] = (sums[layer] as number) + sum;
    }
  }
  return folded.layers.map(({ plan }, layer) => {
    return ((sums[layer] as number) * point.dtSeconds) / (point.amplitude * plan.neurons * images.length);
  });
}

function runChanged(
  study: Study,
  change: Partial<StudySettings>,
  options: RunOptions,
  label = '',
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
