import { type DrawnCurve, drawAccuracy, type Points } from '../../chart/accuracy.ts';
import { marker, type Plot, words } from '../../chart/plot.ts';
import type { Kind } from '../../worker/jobs/curve.ts';
import { nengoDlCurves } from './saved.ts';

/** Amplitudes of the opening. */
export const openingAmplitudes: readonly number[] = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);
/** Number of images, from the start of the test set. */
export const openingImages = 200;

const names: Readonly<Record<Kind, string>> = { with: 'with floor', without: 'without floor', rate: 'rate network' };

/** The curves to show. */
export function shownKinds(show: string): Kind[] {
  if (show === 'with') return ['with'];
  return show === 'both' ? ['with', 'without'] : ['with', 'without', 'rate'];
}

/** Draws the curves computed so far over those of the saved study. */
export function drawOpening(
  computed: Readonly<Record<Kind, Points>>,
  show: string,
  amplitude: number,
  width: number,
): string {
  const kinds = shownKinds(show);
  const curves: DrawnCurve[] = [
    ...kinds.map((kind) => ({ look: `${kind} saved`, points: nengoDlCurves[kind], name: `${names[kind]}, large` })),
    ...kinds.map((kind) => ({ look: kind, points: computed[kind], name: `${names[kind]}, small` })),
  ];
  return drawAccuracy(curves, width, `Accuracy over spike amplitude: ${kinds.map((kind) => names[kind]).join(', ')}`, {
    amplitude,
    marks: markStart,
  });
}

/** Marks the starting point of a guess, which is visible only before the curves. */
function markStart(plot: Plot): string {
  const [amplitude = 0, accuracy = 0] = nengoDlCurves.with[0] ?? [];
  const [x, y] = [plot.x(amplitude), plot.y(accuracy)];
  return `<g class="start">${marker(x, y, 'with', 4)}${words(x + 10, y + 15, `amplitude ${amplitude}: ${accuracy.toFixed(1)} %`, 'small halo')}</g>`;
}
