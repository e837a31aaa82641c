import { createEngine, type Engine } from '../../engine/engine.ts';
import type { NeuronTypeName } from '../../models/neuron-types.ts';
import { foldForRates, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { NetworkStudy } from '../prepare.ts';
import type { RunOptions } from '../run/monitor.ts';
import { type PointResult, runStudy } from '../run/run-study.ts';
import { operatingPoint, type StudySettings } from '../settings.ts';
import { isBetter, keepsAccuracy } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import { explainFloor, floorOf, type MeasuredAmplitude, type MeasuredRun } from './explain.ts';
import type { ExplainedFloor, ExplainedVariation } from './explanation-schema.ts';

/** Runs a network at every amplitude with and without a floor, unchanged and with rescaled weights. */
export async function measureAmplitudes(
  study: NetworkStudy,
  rescalingBase: number,
  kickPerAmplitude: number | undefined,
  options: RunOptions,
): Promise<MeasuredAmplitude[]> {
  const plain = pairsOf(await runStudy(study, options, { label: ' (unchanged)' }));
  const floor = floorOf(study.settings);
  const rescaled = await runChanged(study, { rescalingBase, minVoltages: [floor] }, options, ' (weights ÷ k)');
  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  return plain.map(([floored, free], index): MeasuredAmplitude => {
    const { amplitude } = floored.row;
    const point = operatingPoint({ amplitude, minVoltage: 0 }, study.settings);
    const rates = measureRates(engine, study.network, point, shown);
    return {
      amplitude,
      kick: kickPerAmplitude && kickPerAmplitude * amplitude,
      rate: { right: markRight(floored.ratePredicted, study), ...rates },
      floored: measuredRun(floored, study),
      free: measuredRun(free, study),
      rescaled: measuredRun(rescaled[index] as PointResult, study),
    };
  });
}

/**
 * Measures the firing rates of a network, one number per layer: the mean spikes per neuron per step that they predict,
 * and the fraction of neurons that fire for none of the images.
 *
 *   output = amplitude · rate,   so   rate · dt = output · dt/amplitude
 */
export function measureRates(
  engine: Engine,
  network: Network,
  point: OperatingPoint,
  images: readonly Uint8Array[],
): { readonly spikes: number[]; readonly silent: number[] } {
  const folded = foldForRates(network, point);
  const prepared = engine.prepare(folded);
  const layers = folded.layers.map(({ plan }) => ({ fires: new Uint8Array(plan.neurons), sum: 0 }));
  for (const image of images) {
    for (const [index, outputs] of prepared.traceRates(image).outputs.entries()) {
      const layer = layers[index] as (typeof layers)[number];
      for (const [neuron, output] of outputs.entries()) {
        layer.sum += output;
        if (output > 0) layer.fires[neuron] = 1;
      }
    }
  }
  const { amplitude, dtSeconds } = point;
  return {
    spikes: layers.map(({ fires, sum }) => (sum * dtSeconds) / (amplitude * (fires.length * images.length))),
    silent: layers.map(({ fires }) => fires.filter((one) => one === 0).length / fires.length),
  };
}

/** Runs a network at its largest amplitude with lower floors. */
export async function measureFloors(
  study: NetworkStudy,
  last: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedFloor[]> {
  const { amplitude, floored, free } = last;
  const floor = floorOf(study.settings);
  const changed = { amplitudes: [amplitude], minVoltages: lowerFloors.filter((lower) => lower < floor) };
  const lower = await runChanged(study, changed, options, ' (lower floors)');
  return [
    explainFloor(floor, floored.right, last),
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
    const isReadable = (change.neurons ?? 'lif') !== 'lif';
    const images = isReadable ? Math.min(fewImages, study.settings.images) : study.settings.images;
    const { minVoltages: pair } = study.settings;
    const minVoltages = kind === 'layers' ? pair.slice(0, 1) : pair;
    const settings = { ...change, images, amplitudes: [amplitude], minVoltages };
    const results = await runChanged(study, settings, options, ` (${name})`);
    const [withFloor, without = null] = results.map(({ predicted }) => markRight(predicted, study));
    const before = { floored: floored.right.slice(0, images), free: free.right.slice(0, images) };
    explained.push(explainVariation({ kind, name }, { floored: withFloor as number[], free: without }, before));
  }
  return explained;
}

/** A change of a network, other than of its floor or amplitude, that might recover the accuracy. */
interface Variation extends Pick<ExplainedVariation, 'kind' | 'name'> {
  readonly change: Partial<
    Pick<
      StudySettings,
      'flooredLayers' | 'neurons' | 'synapseSeconds' | 'initialVoltage' | 'seeds' | 'dtSeconds' | 'steps'
    >
  >;
}

/** Floors that are tested at the largest amplitude if they are lower than the network's. */
const lowerFloors = [-0.25, -0.5, -1, -2, -4, -8, -16, -32];

/**
 * Number of images shown to a network that only the readable code can run. With and without a floor, they take 12 s on
 * one thread in the tutorial network.
 */
const fewImages = 50;

/** The kinds of neurons that differ in what happens to the voltage at a spike. */
const resets: readonly (readonly [string, NeuronTypeName])[] = [
  ['reset to 0', 'lif'],
  ['reset by subtraction', 'reset-by-subtraction'],
];

/** A seed that no network was trained with, so the voltages that it draws are new. */
const otherSeed = 1_000_003;

/**
 * The variations of a network: the floor in one layer only, another reset, Nengo's default synapse between layers,
 * other initial voltages, other time steps, a longer window.
 */
export function variationsOf(
  layers: number,
  { dtSeconds, steps, neurons = 'lif' }: Pick<StudySettings, 'dtSeconds' | 'steps' | 'neurons'>,
): Variation[] {
  const milliseconds = (seconds: number) => Number((1000 * seconds).toPrecision(6));
  return [
    ...Array.from({ length: layers }, (_, layer): Variation => {
      return { kind: 'layers', name: `floor in layer ${layer + 1} only`, change: { flooredLayers: [layer] } };
    }),
    ...(resets.some(([, type]) => type === neurons) ? resets : [])
      .filter(([, type]) => type !== neurons)
      .map(([name, type]): Variation => ({ kind: 'reset', name, change: { neurons: type } })),
    { kind: 'synapse', name: 'synapses of 5 ms between layers', change: { synapseSeconds: 0.005 } },
    { kind: 'start', name: 'initial voltages of 0', change: { initialVoltage: 'zero' } },
    { kind: 'start', name: 'other initial voltages', change: { initialVoltage: 'uniform', seeds: [otherSeed] } },
    ...[0.25, 2].map((factor): Variation => {
      const change = { dtSeconds: factor * dtSeconds, steps: Math.max(2, Math.round(steps / factor)) };
      return { kind: 'step', name: `steps of ${milliseconds(change.dtSeconds)} ms`, change };
    }),
    {
      kind: 'window',
      name: `${milliseconds(4 * steps * dtSeconds)} ms instead of ${milliseconds(steps * dtSeconds)}`,
      change: { steps: 4 * steps },
    },
  ];
}

/** 1 if the network assigns the correct class [image], with the floor and, unless it is null, without it. */
interface RightImages<Free> {
  readonly floored: readonly number[];
  readonly free: Free;
}

/** Explains the runs of a variation with the floor and without it, compared with the runs of the unchanged network. */
export function explainVariation(
  { kind, name }: Pick<ExplainedVariation, 'kind' | 'name'>,
  { floored, free }: RightImages<readonly number[] | null>,
  before: RightImages<readonly number[]>,
): ExplainedVariation {
  return {
    kind,
    name,
    images: floored.length,
    accuracy: { floored: mean(floored), free: free && mean(free) },
    before: { floored: mean(before.floored), free: mean(before.free) },
    recovers:
      keepsAccuracy({ before: before.free, after: floored }) && isBetter({ before: before.floored, after: floored }),
  };
}

function runChanged(
  study: NetworkStudy,
  change: Partial<StudySettings>,
  options: RunOptions,
  label: string,
): Promise<PointResult[]> {
  return runStudy({ ...study, settings: { ...study.settings, ...change } }, options, { label });
}

/** Results at one amplitude, with the floor and without one. */
type FlooredAndFree = readonly [floored: PointResult, free: PointResult];

/** The results of a study with the floor and without one [amplitude]. */
function pairsOf(results: readonly PointResult[]): FlooredAndFree[] {
  const floored = results.filter(({ row }) => row.minVoltage !== null);
  const free = results.filter(({ row }) => row.minVoltage === null);
  return floored.map((result, index) => [result, free[index] as PointResult]);
}

function markRight(predicted: readonly number[], { labels }: NetworkStudy): number[] {
  return predicted.map((label, image) => (label === labels[image] ? 1 : 0));
}

function measuredRun({ row, predicted }: PointResult, study: NetworkStudy): MeasuredRun {
  return { right: markRight(predicted, study), spikes: row.spikesPerNeuronStep };
}
