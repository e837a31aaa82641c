import type { StudySettings } from '../results/settings.ts';
import { fivePercent, isWorseByMcNemar } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';

/** A change of a network, other than of its floor or amplitude, that might recover the accuracy. */
export interface Variation {
  readonly kind: 'layers' | 'reset' | 'step' | 'window';
  readonly name: string;
  readonly minVoltages: readonly (number | null)[];
  /** Most images for variations that only the slow, readable code can run. */
  readonly mostImages: number;
  readonly change: Partial<Pick<StudySettings, 'flooredLayers' | 'reset' | 'dtSeconds' | 'steps'>>;
}

/** The runs of a variation, and of the unchanged network on the same images. */
export interface MeasuredVariation extends Variation {
  /** With the floor, 1 if the network assigns the correct class [image]. */
  readonly floored: readonly number[];
  /** The same without a floor; null: not run. */
  readonly free: readonly number[] | null;
  /** The same for the unchanged network. */
  readonly before: { readonly floored: readonly number[]; readonly free: readonly number[] };
}

/** The accuracy of a variation, 0 … 1. */
export interface ExplainedVariation {
  readonly kind: Variation['kind'];
  readonly name: string;
  readonly images: number;
  /** With and without a floor; null: not run. */
  readonly accuracy: { readonly floored: number; readonly free: number | null };
  /** Of the unchanged network, on the same images. */
  readonly before: { readonly floored: number; readonly free: number };
  /** Whether it is, with the floor, no worse than the unchanged network without it, by the McNemar test at 5 %. */
  readonly recovers: boolean;
}

/** Takes the readable code some seconds. */
const fewImages = 50;

/** The variations of a network: the floor in some layers only, another reset, other time steps, a longer window. */
export function variationsOf(
  layers: number,
  { dtSeconds, steps }: Pick<StudySettings, 'dtSeconds' | 'steps'>,
): Variation[] {
  const indices = Array.from({ length: layers }, (_, layer) => layer);
  const ofLayers = (name: string, flooredLayers: readonly number[]): Variation => {
    return { kind: 'layers', name, minVoltages: [0], mostImages: Infinity, change: { flooredLayers } };
  };
  const milliseconds = (seconds: number) => Number((1000 * seconds).toPrecision(6));
  return [
    ...indices.map((layer) => ofLayers(`floor in layer ${layer + 1} only`, [layer])),
    ...(layers > 2 ? indices : []).map((layer) =>
      ofLayers(
        `floor in all but layer ${layer + 1}`,
        indices.filter((other) => other !== layer),
      ),
    ),
    {
      kind: 'reset',
      name: 'reset by subtraction',
      minVoltages: [0, null],
      mostImages: fewImages,
      change: { reset: 'subtract' },
    },
    ...[0.25, 2].map((factor): Variation => {
      const change = { dtSeconds: factor * dtSeconds, steps: Math.max(2, Math.round(steps / factor)) };
      const name = `steps of ${milliseconds(change.dtSeconds)} ms`;
      return { kind: 'step', name, minVoltages: [0, null], mostImages: Infinity, change };
    }),
    {
      kind: 'window',
      name: `${milliseconds(4 * steps * dtSeconds)} ms instead of ${milliseconds(steps * dtSeconds)}`,
      minVoltages: [0, null],
      mostImages: Infinity,
      change: { steps: 4 * steps },
    },
  ];
}

/** Compares a variation with the unchanged network. */
export function explainVariation({ kind, name, floored, free, before }: MeasuredVariation): ExplainedVariation {
  return {
    kind,
    name,
    images: floored.length,
    accuracy: { floored: mean(floored), free: free && mean(free) },
    before: { floored: mean(before.floored), free: mean(before.free) },
    recovers: !isWorseByMcNemar({ before: before.free, after: floored }, fivePercent),
  };
}
