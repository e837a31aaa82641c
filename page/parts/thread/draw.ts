import { type AccuracyCurve, drawAccuracy, layOutAccuracy, namedOf, type Points } from '../../chart/accuracy.ts';
import { grip } from '../../chart/plot.ts';
import type { KeptStudy } from '../../data/kept.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Kind } from '../../worker/jobs/curve.ts';
import { keptCurves as measured } from '../opening/kept.ts';
import { meanOf, type SeedCurves, uncertainty } from './compute.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Everything that part 5 shows. */
export interface ThreadView {
  readonly curves: SeedCurves;
  readonly kept: readonly KeptStudy[];
  /** The curve that was computed before with other settings, to compare with. */
  readonly before: { readonly name: string; readonly points: Points } | undefined;
  readonly values: Values;
}

const names = { with: 'with floor', without: 'without floor', rate: 'rate network' } as const;

/** Which curves are asked for. */
export function kindsOf({ show }: Values): ('with' | 'without')[] {
  return show === 'both' ? ['with', 'without'] : ['with'];
}

/** Draws the guess, the kept studies, the curve before, each seed thinly and their mean with its interval. */
export function drawThread(view: ThreadView, width: number): string {
  const { curves, values } = view;
  const seeds = curves.size === 0 ? '' : `, ${seedsOf(curves)}`;
  const title = `Accuracy over spike amplitude, ${values.images} digits${seeds}, computed here`;
  return drawAccuracy(curvesOf(view), width, title, {
    ...(curves.size === 0 ? {} : { basis: `n = ${values.images} digits${seeds}; band: 95 % interval` }),
    marks: (plot) => grip('guess', plot.x(0.5), plot.y(values.guess)),
  });
}

/** The guess under a finger. */
export function guessAt(view: ThreadView, width: number, y: number): number {
  const { top, bottom } = layOutAccuracy(width, namedOf(curvesOf(view)).length).inner;
  return Math.min(100, Math.max(0, Math.round((100 * (bottom - y)) / (bottom - top))));
}

/** Which seeds the curves are of, in words. */
export function seedsOf(curves: SeedCurves): string {
  const seeds = [...curves.keys()];
  return seeds.length === 1 ? `seed ${seeds[0]}` : `mean of seeds ${seeds[0]} to ${seeds.at(-1)}`;
}

function curvesOf({ curves, kept, before, values }: ThreadView): AccuracyCurve[] {
  const kinds = kindsOf(values);
  const guess: AccuracyCurve = {
    look: 'guessed',
    points: [measured.with[0] ?? [0, 0], [0.5, values.guess]],
    name: 'your guess',
  };
  const pinned = before === undefined ? [] : [{ look: 'made kept', points: before.points, name: before.name }];
  return [
    guess,
    ...(values.kept === 'yes' ? keptCurves(kept, kinds) : []),
    ...pinned,
    ...kinds.flatMap((kind) => computedCurves(curves, kind, values.images)),
  ];
}

function computedCurves(curves: SeedCurves, kind: Kind, images: number): AccuracyCurve[] {
  const several = curves.size > 1;
  const mean = meanOf(curves, kind);
  const spread = mean.map(([amplitude, accuracy]) => {
    const off = uncertainty(accuracy, images);
    return [amplitude, Math.max(0, accuracy - off), Math.min(100, accuracy + off)] as const;
  });
  const single = several ? [...curves.values()].map((own) => ({ look: `${kind} seed`, points: own[kind] })) : [];
  return [...single, { look: kind, points: mean, name: several ? `${names[kind]}, mean` : names[kind], spread }];
}

/** The curves of the kept studies, and how far the seeds of each lie apart. */
export function keptCurves(kept: readonly KeptStudy[], kinds: readonly ('with' | 'without')[]): AccuracyCurve[] {
  return kept.flatMap((study) =>
    kinds.map((kind) => ({
      look: `${kind} kept`,
      points: study[kind],
      name: `${kind}: ${study.basis.replace(/,.*/, '')}`,
      spread: kind === 'with' ? study.spread : [],
    })),
  );
}
