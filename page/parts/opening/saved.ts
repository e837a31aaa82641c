import all from '../../../fixtures/studies/nengo-dl-all/results.json' with { type: 'json' };
import { type Points, pointsOf } from '../../chart/accuracy.ts';

/** Number of test images in the saved study of NengoDL's own network. */
export const nengoDlImages = all.settings.images;

/** Its curves: with the floor, without it, and as a rate network. */
export const nengoDlCurves: Readonly<Record<'with' | 'without' | 'rate', Points>> = {
  with: pointsOf(all.rows, 0),
  without: pointsOf(all.rows, null),
  rate: pointsOf(all.rows, 'rate'),
};
