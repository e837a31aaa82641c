import { neuronTypeNames, neuronTypeTitles } from '../../models/neuron-types.ts';
import type { NetworkStudy } from '../prepare.ts';
import type { StudySettings } from '../settings.ts';
import { isBetter, keepsAccuracy } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import type { ExplainedVariation } from './explanation-schema.ts';

/** A change of a network, other than of its floor or amplitude, that might recover the accuracy. */
interface Variation extends Pick<ExplainedVariation, 'kind' | 'name'> {
  readonly change: Partial<
    Pick<
      StudySettings,
      'flooredLayers' | 'neurons' | 'synapseSeconds' | 'initialVoltage' | 'seeds' | 'dtSeconds' | 'steps'
    >
  >;
}

/** Floors that are tested at the largest amplitude, in addition to 0 and none. */
const lowerFloors = [-0.25, -0.5, -1, -2, -4, -8, -16, -32];

/** Number of images shown to a network that only the readable code can run, which takes a few seconds. */
const fewImages = 50;

/** A seed that no network was trained with, so the voltages that it draws are new. */
const otherSeed = 1_000_003;

/**
 * The variations of a network: the floor in some layers only, another reset, Nengo's default synapse between layers,
 * other initial voltages, other time steps, a longer window.
 */
export function variationsOf(
  layers: number,
  { dtSeconds, steps, neurons = 'lif' }: Pick<StudySettings, 'dtSeconds' | 'steps' | 'neurons'>,
): Variation[] {
  const indices = Array.from({ length: layers }, (_, layer) => layer);
  const ofLayers = (name: string, flooredLayers: readonly number[]): Variation => {
    return { kind: 'layers', name, change: { flooredLayers } };
  };
  const milliseconds = (seconds: number) => Number((1000 * seconds).toPrecision(6));
  return [
    ...indices.map((layer) => ofLayers(`floor in layer ${layer + 1} only`, [layer])),
    ...(layers > 2 ? indices : []).map((layer) => {
      const others = indices.filter((other) => other !== layer);
      return ofLayers(`floor in all but layer ${layer + 1}`, others);
    }),
    ...neuronTypeNames
      .filter((name) => name !== neurons)
      .map((name): Variation => ({ kind: 'reset', name: neuronTypeTitles[name], change: { neurons: name } })),
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

/** The settings in which the runs at the largest amplitude with lower floors differ from the study. */
export const floorSettings = (amplitude: number): Partial<StudySettings> => ({
  amplitudes: [amplitude],
  minVoltages: lowerFloors,
});

/** The settings in which the run of a variation at the largest amplitude differs from the study. */
export function variedSettings(
  { settings }: Pick<NetworkStudy, 'settings'>,
  amplitude: number,
  { kind, change }: Variation,
): Partial<StudySettings> & Pick<StudySettings, 'images'> {
  const images = (change.neurons ?? 'lif') !== 'lif' ? Math.min(fewImages, settings.images) : settings.images;
  return { ...change, images, amplitudes: [amplitude], minVoltages: kind === 'layers' ? [0] : [0, null] };
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
