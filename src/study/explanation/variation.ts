import type { StudySettings } from '../results/settings.ts';
import { fivePercent, isWorseByMcNemar } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';

/** Something besides floor and amplitude that one might change in a network that has lost its accuracy. */
export interface Variation {
  /** What is changed. */
  readonly kind: 'layers' | 'reset' | 'step' | 'window';
  /** In words. */
  readonly name: string;
  /** Floors with which it is run. */
  readonly minVoltages: readonly (number | null)[];
  /** Most images that it is run on: what only the readable code can run takes long. */
  readonly mostImages: number;
  /** The settings that are others. */
  readonly change: Partial<Pick<StudySettings, 'flooredLayers' | 'reset' | 'dtSeconds' | 'steps'>>;
}

/** What a variation came to, beside the network as it is on the same images. */
export interface MeasuredVariation extends Variation {
  /** 1 where it gave the right class with floor [image]. */
  readonly floored: readonly number[];
  /** The same without; null: not run. */
  readonly free: readonly number[] | null;
  /** The same of the network as it is. */
  readonly before: { readonly floored: readonly number[]; readonly free: readonly number[] };
}

/** A variation, explained. Accuracies are 0 … 1. */
export interface ExplainedVariation {
  /** What was changed. */
  readonly kind: Variation['kind'];
  /** In words. */
  readonly name: string;
  /** Number of images on which it was run. */
  readonly images: number;
  /** With floor and without; null: not run. */
  readonly accuracy: { readonly floored: number; readonly free: number | null };
  /** Of the network as it is, on the same images. */
  readonly before: { readonly floored: number; readonly free: number };
  /** Whether with floor it is not worse than the network as it is without, by more than chance makes it. */
  readonly recovers: boolean;
}

/** Images that the readable code shows in some seconds. */
const fewImages = 50;

/** The variations of a network: the floor in each layer, another reset, shorter and longer steps, a longer window. */
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

/** Explains what a variation came to. */
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
