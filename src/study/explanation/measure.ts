import { createEngine } from '../../engine/engine.ts';
import { foldForRates } from '../../simulator/network/effective.ts';
import { milliseconds } from '../answer/words.ts';
import type { NetworkStudy } from '../prepare.ts';
import type { RunOptions } from '../run/monitor.ts';
import { type PointResult, runStudy } from '../run/run-study.ts';
import { operatingPoint, type StudySettings } from '../settings.ts';
import { mean } from '../statistics/statistics.ts';
import type { MeasuredAmplitude, Right, TriedRemedy } from './explain.ts';
import type { RemedyChange } from './explanation-schema.ts';

/** Runs a network with some settings changed. */
export type Run = (change: Partial<StudySettings>, label: string) => Promise<MeasuredPoint[]>;

/** The results at one point, with spikes and as a rate network. */
interface MeasuredPoint {
  readonly right: Right;
  readonly rate: Right;
}

export function runnerOf(study: NetworkStudy, options: RunOptions): Run {
  const markRight = (predicted: readonly number[]) =>
    predicted.map((label, image) => (label === study.labels[image] ? 1 : 0));
  return async (change, label) => {
    const changed = { ...study, settings: { ...study.settings, ...change } };
    const results = await runStudy(changed, options, { label: ` (${label})` });
    return results.map(({ predicted, ratePredicted }: PointResult) => {
      return { right: markRight(predicted), rate: markRight(ratePredicted) };
    });
  };
}

/** Runs the unchanged network at some amplitudes and, if wanted, also without a floor. */
export async function measureAmplitudes(
  run: Run,
  amplitudes: readonly number[],
  minVoltages: readonly (number | null)[],
): Promise<MeasuredAmplitude[]> {
  const points = await run({ amplitudes, minVoltages }, minVoltages.length > 1 ? 'amplitudes' : 'search');
  return amplitudes.map((amplitude, index) => {
    const here = points.slice(index * minVoltages.length, (index + 1) * minVoltages.length);
    const { right, rate } = here[0] as MeasuredPoint;
    return { amplitude, rate, unchanged: right, free: here[minVoltages.indexOf(null)]?.right };
  });
}

/** Measures the fraction of neurons that fire for none of the images, as a rate network [layer]. */
export async function measureSilent(
  { network, settings, images }: Pick<NetworkStudy, 'network' | 'settings' | 'images'>,
  amplitude: number,
): Promise<number[]> {
  const folded = foldForRates(network, operatingPoint({ amplitude, minVoltage: 0 }, settings));
  const { traceRates } = (await createEngine()).prepare(folded);
  const fires = folded.layers.map(({ plan }) => new Uint8Array(plan.neurons));
  for (const image of images.slice(0, settings.images))
    for (const [layer, outputs] of traceRates(image).outputs.entries())
      for (const [neuron, output] of outputs.entries()) if (output > 0) (fires[layer] as Uint8Array)[neuron] = 1;
  return fires.map((layer) => layer.filter((one) => one === 0).length / layer.length);
}

/** Where the remedies of a network are looked for. */
export interface RemedySearch extends Pick<StudySettings, 'dtSeconds' | 'steps' | 'synapseSeconds'> {
  readonly measured: readonly MeasuredAmplitude[];
  readonly trainedAmplitude: number;
  readonly target: number;
  readonly minVoltage: number | null;
  /** Whether it comes from a library that counts steps, so that no length of a step can be chosen. */
  readonly isTrainedWithSpikes?: boolean;
  /** Median kick at the target; undefined for a single layer of neurons. */
  readonly kick: number | undefined;
}

/** Nengo's default synapse. */
const defaultSynapseSeconds = 0.005;

/** Lower floors in median kicks: NengoDL's network and one that nothing was fitted to needed about 3.5. */
const floorsInKicks = [1.75, 3.5, 7];

/** Rounds to two significant digits, so that what is measured is what a user writes. */
export const roundShort = (value: number): number => Number(value.toPrecision(2));

/**
 * The remedies that are tried, the simplest first. A factor on the weights acts as a smaller amplitude, so accuracies with
 * one are those of the measured amplitudes (claim F1).
 */
export function remediesOf(search: RemedySearch): { readonly change: RemedyChange; readonly right?: Right }[] {
  const { measured, trainedAmplitude, target, minVoltage, kick, dtSeconds, steps, synapseSeconds } = search;
  const { isTrainedWithSpikes = false } = search;
  const others = measured.filter(({ amplitude }) => amplitude !== target);
  const atOnce = (kind: 'unchanged' | 'free') => others.filter((one) => one[kind] !== undefined);
  const distance = ({ amplitude }: MeasuredAmplitude) =>
    Math.max(amplitude / trainedAmplitude, trainedAmplitude / amplitude);
  const bestOf = (kind: 'unchanged' | 'free') =>
    atOnce(kind).toSorted((a, b) => mean(b[kind] as Right) - mean(a[kind] as Right) || distance(a) - distance(b))[0]
      ?.amplitude;
  const factors = uniqueOf([trainedAmplitude, bestOf('unchanged')]).filter((one) => one !== target);
  const freeFactors = uniqueOf([bestOf('free')]);
  const at = (wanted: number) => measured.find(({ amplitude }) => amplitude === wanted) as MeasuredAmplitude;
  const synapse = synapseSeconds === undefined ? [{ synapseSeconds: defaultSynapseSeconds }] : [];
  const floors = floorsInKicks.map((kicks) => roundShort(-kicks * (kick ?? 0)));
  const hasFloor = minVoltage !== null;
  return [
    ...factors.map((factor) => ({ change: { factor }, right: at(factor).unchanged })),
    ...floors.filter((floor) => hasFloor && floor < minVoltage).map((floor) => ({ change: { minVoltage: floor } })),
    ...synapse.map((change) => ({ change })),
    ...(hasFloor ? [{ change: { minVoltage: null }, right: at(target).free as Right }] : []),
    ...synapse.flatMap((change) =>
      uniqueOf([...factors, ...freeFactors]).map((factor) => ({ change: { factor, ...change } })),
    ),
    ...(hasFloor ? freeFactors : []).map((factor) => ({
      change: { factor, minVoltage: null },
      right: at(factor).free as Right,
    })),
    ...(isTrainedWithSpikes
      ? []
      : [{ change: { dtSeconds: 2 * dtSeconds, steps: Math.max(2, Math.round(steps / 2)) } }]),
    { change: { steps: 2 * steps } },
  ];
}

const uniqueOf = (values: readonly (number | undefined)[]) => [...new Set(values)].filter((one) => one !== undefined);

/** Runs the remedies of a network at the target; if `isQuick`, only those whose runs are known. */
export async function measureRemedies(run: Run, search: RemedySearch, isQuick: boolean): Promise<TriedRemedy[]> {
  const tried: TriedRemedy[] = [];
  for (const { change, right } of remediesOf(search).filter((one) => !isQuick || one.right !== undefined)) {
    const name = nameRemedy(change, search);
    tried.push({
      name,
      change,
      right: right ?? ((await run(settingsOf(change, search), name))[0] as MeasuredPoint).right,
    });
  }
  return tried;
}

/** A remedy as settings of a study: a factor divides the weights by target/factor. */
export function settingsOf(
  { factor, minVoltage, ...others }: RemedyChange,
  search: Pick<RemedySearch, 'target' | 'minVoltage'>,
): Partial<StudySettings> {
  const minVoltages = [minVoltage === undefined ? search.minVoltage : minVoltage];
  return { ...others, minVoltages, amplitudes: [search.target], rescalingBase: factor ?? null };
}

/** Names a remedy by all that it changes. */
export function nameRemedy(
  { factor, minVoltage, synapseSeconds, dtSeconds, steps }: RemedyChange,
  { target, dtSeconds: step, steps: before }: Pick<RemedySearch, 'target' | 'dtSeconds' | 'steps'>,
): string {
  const parts = [
    factor !== undefined && `factor ${factor}/${target}`,
    minVoltage !== undefined && (minVoltage === null ? 'no floor' : `floor ${minVoltage}`),
    synapseSeconds !== undefined && `synapses of ${milliseconds(synapseSeconds)}`,
    dtSeconds !== undefined
      ? `steps of ${milliseconds(dtSeconds)}`
      : steps !== undefined && `${milliseconds(steps * step)} instead of ${milliseconds(before * step)}`,
  ];
  return parts.filter((part) => typeof part === 'string').join(', ');
}
