import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accuracyCurve } from '../../src/study/results/accuracy-curve.ts';
import { readStudy } from '../../src/study/results/read-saved.ts';
import type { Row } from '../../src/study/results/saved-results.ts';
import { pointsOf } from '../chart/accuracy.ts';
import type { SavedCurves } from '../data/published.ts';

const studies = fileURLToPath(new URL('../../fixtures/studies/', import.meta.url));

/** Reads the rows of a saved study. */
export function readRows(study: string): readonly Row[] {
  return readStudy(`${studies}${study}`).rows;
}

/** Studies of the tutorial network with fixed weights. */
const chosen = [
  { name: 'nengo-dl', network: 'NengoDL' },
  { name: 'tutorial-fixed', network: '' },
];

/** Reads the curves of the saved studies for part 6. */
export function readSavedCurves(): SavedCurves[] {
  const saved = chosen.filter(({ name }) => existsSync(`${studies}${name}/results.json`));
  return saved.map(({ name, network }) => {
    const rows = readRows(name);
    const { seeds = [], images = 0, points = [] } = accuracyCurve(rows, 0) ?? {};
    const spread = points.map(({ amplitude, ofSeeds }) => {
      return [amplitude, 100 * Math.min(...ofSeeds), 100 * Math.max(...ofSeeds)] as const;
    });
    return {
      name,
      basis: `${network || `${seeds.length} networks`}, ${images.toLocaleString('en')} digits`,
      with: pointsOf(rows, 0),
      without: pointsOf(rows, null),
      spread: seeds.length > 1 ? spread : [],
    };
  });
}
