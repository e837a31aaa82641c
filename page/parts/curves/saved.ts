import all from '../../../fixtures/studies/nengo-dl-all/results.json' with { type: 'json' };
import rescaled from '../../../fixtures/studies/nengo-dl-rescaled/results.json' with { type: 'json' };
import filtered from '../../../fixtures/studies/nengo-dl-synapse-5ms/results.json' with { type: 'json' };
import { type DrawnCurve, pointsOf } from '../../chart/accuracy.ts';

/** Number of test images in the saved studies; the curve of the factor has fewer. */
export const savedImages = { all: all.settings.images, rescaled: rescaled.settings.images } as const;

/** Curves of NengoDL's own network from saved studies: as asked, then with each repair. */
export const savedCurves: readonly (DrawnCurve & { readonly name: string })[] = [
  { look: 'with', points: pointsOf(all.rows, 0), name: 'as asked' },
  { look: 'without', points: pointsOf(all.rows, null), name: 'no floor' },
  { look: 'filtered', points: pointsOf(filtered.rows, 0), name: 'synapse, 5 ms' },
  { look: 'rescaled', points: pointsOf(rescaled.rows, 0), name: 'factor' },
];
