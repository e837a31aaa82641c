import { type DrawnCurve, drawAccuracy, type Points } from '../../chart/accuracy.ts';
import { isWide } from '../../chart/names.ts';
import type { SavedCurves } from '../../data/published.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Kind } from '../../worker/jobs/curve.ts';
import { longestOf, meanOf, type SeedCurves, uncertainty } from './compute.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** The curves and settings that part 6 shows. */
export interface QuestionView {
  readonly curves: SeedCurves;
  readonly saved: readonly SavedCurves[];
  /** The previous curve, computed with other settings. */
  readonly before: { readonly name: string; readonly points: Points } | undefined;
  readonly values: Values;
}

/** Where the axis begins, percent: below every curve, and near enough that a zig-zag is visible. */
export const lowest = 60;

const names = { with: 'with floor', without: 'without floor', rate: 'rate network' } as const;

/** The curves to compute. */
export function kindsToCompute({ show }: Values): ('with' | 'without')[] {
  return show === 'both' ? ['with', 'without'] : ['with'];
}

/** Draws the saved studies, the previous curve, every seed, and their mean with its interval. */
export function drawQuestion(view: QuestionView, width: number): string {
  const { curves, values } = view;
  const seeds = curves.size === 0 ? '' : `, ${seedsOf(curves)}`;
  const title = `Accuracy against spike amplitude, ${values.images} digits${seeds}, computed here`;
  return drawAccuracy(curvesOf(view, isWide(width)), width, title, { lowest, basis: basisOf(view, seeds) });
}

/** The digits, the seeds, and what each band is. */
function basisOf({ curves, saved, values }: QuestionView, seeds: string): string {
  const computed = curves.size === 0 ? [] : [`n = ${values.images} digits${seeds}`, 'band: 95 % interval'];
  const studies = saved.filter(({ spread }) => spread.length > 0);
  return [...computed, ...studies.map((study) => `band of all ${shortNameOf(study)}`)].join('; ');
}

function shortNameOf({ basis }: SavedCurves): string {
  return basis.replace(/,.*/, '');
}

/** Names the seeds of the mean. */
export function seedsOf(curves: SeedCurves): string {
  const seeds = [...longestOf(curves, 'with').keys()];
  return seeds.length === 1 ? `seed ${seeds[0]}` : `mean of seeds ${seeds[0]} to ${seeds.at(-1)}`;
}

function curvesOf({ curves, saved, before, values }: QuestionView, hasRoom: boolean): DrawnCurve[] {
  const kinds = kindsToCompute(values);
  const areNamed = hasRoom && curves.size === 2 && kinds.length === 1;
  const previous = before === undefined ? [] : [{ look: 'made saved', points: before.points, name: before.name }];
  return [
    ...drawnCurves(saved, kinds),
    ...previous,
    ...kinds.flatMap((kind) => computedCurves(curves, kind, values.images, areNamed)),
  ];
}

function computedCurves(curves: SeedCurves, kind: Kind, images: number, areNamed: boolean): DrawnCurve[] {
  const several = curves.size > 1;
  const mean = meanOf(curves, kind);
  const spread = mean.map(([amplitude, accuracy]) => {
    const off = uncertainty(accuracy, images);
    return [amplitude, Math.max(0, accuracy - off), Math.min(100, accuracy + off)] as const;
  });
  const single = [...curves].map(([seed, own], index) => ({
    look: `${kind} seed${index === 1 ? ' second' : ''}`,
    points: own[kind],
    ...(areNamed ? { name: `seed ${seed}` } : {}),
  }));
  return [
    ...(several ? single : []),
    { look: kind, points: mean, name: several ? `${names[kind]}, mean` : names[kind], spread },
  ];
}

/** The curves of the saved studies, with the spread of their seeds. */
export function drawnCurves(studies: readonly SavedCurves[], kinds: readonly ('with' | 'without')[]): DrawnCurve[] {
  return studies.flatMap((study, index) =>
    kinds.map((kind) => ({
      look: `${kind} saved study-${index}`,
      points: study[kind],
      name: `floor ${kind === 'with' ? 'on' : 'off'}, ${shortNameOf(study)}`,
      spread: kind === 'with' ? study.spread : [],
    })),
  );
}
