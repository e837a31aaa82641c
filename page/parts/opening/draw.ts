import { type AccuracyCurve, drawAccuracy, type Points } from '../../chart/accuracy.ts';
import { marker, type Plot, words } from '../../chart/plot.ts';
import type { Kind } from '../../worker/jobs/curve.ts';
import { keptCurves } from './kept.ts';

/** Amplitudes at which the opening is computed. */
export const amplitudes: readonly number[] = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);
/** Digits that it is computed on: the first ones of the test set. */
export const images = 200;

const names: Readonly<Record<Kind, string>> = { with: 'with floor', without: 'without floor', rate: 'rate network' };

/** Which curves are shown. */
export function kindsOf(show: string): Kind[] {
  if (show === 'with') return ['with'];
  return show === 'both' ? ['with', 'without'] : ['with', 'without', 'rate'];
}

/** Draws the curves computed so far over those of the kept study. */
export function drawOpening(
  computed: Readonly<Record<Kind, Points>>,
  show: string,
  amplitude: number,
  width: number,
): string {
  const kinds = kindsOf(show);
  const curves: AccuracyCurve[] = [
    ...kinds.map((kind) => ({ look: `${kind} kept`, points: keptCurves[kind], name: `${names[kind]}, large` })),
    ...kinds.map((kind) => ({ look: kind, points: computed[kind], name: `${names[kind]}, small` })),
  ];
  return drawAccuracy(curves, width, `Accuracy over spike amplitude: ${kinds.map((kind) => names[kind]).join(', ')}`, {
    amplitude,
    marks: markStart,
  });
}

/** Where a guess starts from: it is there before the curves, and only then. */
function markStart(plot: Plot): string {
  const [amplitude = 0, accuracy = 0] = keptCurves.with[0] ?? [];
  const [x, y] = [plot.x(amplitude), plot.y(accuracy)];
  return `<g class="start">${marker(x, y, 'with', 4)}${words(x + 10, y + 15, `amplitude ${amplitude}: ${accuracy.toFixed(1)} %`, 'small halo')}</g>`;
}
