import all from '../../../fixtures/studies/nengo-dl-all/results.json' with { type: 'json' };
import rescaled from '../../../fixtures/studies/nengo-dl-rescaled/results.json' with { type: 'json' };
import filtered from '../../../fixtures/studies/nengo-dl-synapse-5ms/results.json' with { type: 'json' };
import { type DrawnCurve, drawAccuracy, pointsOf } from '../../chart/accuracy.ts';

/** Number of test images in the saved studies; the curve of the factor has fewer. */
const savedImages = { all: all.settings.images, rescaled: rescaled.settings.images } as const;

/** Curves of NengoDL's own network from saved studies: unchanged, then with each repair. */
export const savedCurves: readonly (DrawnCurve & { readonly name: string })[] = [
  { look: 'with', points: pointsOf(all.rows, 0), name: 'floor on, unchanged' },
  { look: 'without', points: pointsOf(all.rows, null), name: 'no floor' },
  { look: 'filtered', points: pointsOf(filtered.rows, 0), name: 'spikes spread 5 ms' },
  { look: 'rescaled', points: pointsOf(rescaled.rows, 0), name: 'weights rescaled' },
];

/** The curves to show. */
export function shownCurves(show: string): typeof savedCurves {
  return show === 'all' ? savedCurves : savedCurves.slice(0, 1);
}

/** Draws the curves of the saved studies. */
export function drawCurves(show: string, width: number): string {
  const title = `Accuracy at amplitudes 0.01 → 0.5: ${shownCurves(show).map(describeEnds).join('; ')}`;
  return drawAccuracy(shownCurves(show), width, title, { lowest: 60 });
}

/** Says what the curves show. */
export function describeCurves(show: string): string {
  const [all, rescaled] = [savedImages.all, savedImages.rescaled].map((count) => count.toLocaleString('en'));
  return `${shownCurves(show).map(describeEnds).join(', ')}. Accuracy at 0.01 → 0.5 in saved studies of NengoDL’s network, trained once at 0.01, on all ${all} test digits, with rescaled weights on the first ${rescaled}.`;
}

function describeEnds({ name, points }: (typeof savedCurves)[number]): string {
  const [first, last] = [points[0], points.at(-1)].map((point) => `${point?.[1].toFixed(1)} %`);
  return `${name}: ${first} → ${last}`;
}
