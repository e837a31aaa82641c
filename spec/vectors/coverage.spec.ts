import { describe, expect, it } from 'vitest';
import { allLaws } from '../../properties/laws.ts';
import { clauses } from '../../src/conformance/clauses.ts';
import { publishedVectors } from '../../src/vectors.ts';

/**
 * Clauses about trained networks, several seeds, or importers that may discretize as they like. A single output cannot show
 * them, so they have laws instead.
 */
const withoutVectors = [
  ...['initial-weights', 'image-stream', 'loss', 'gradient', 'optimizer', 'rescaling', 'epoch', 'nir'],
  ...['accuracy-drop', 'floor-loss', 'rescaled-training', 'seeds', 'channel'],
];

const vectors = publishedVectors();

describe('every clause of the definition has vectors', () => {
  for (const { id } of clauses.filter((clause) => !withoutVectors.includes(clause.id))) {
    const about = vectors.filter((vector) => vector.clause === id);
    it(`${id}: ${about.length}, such as ${about[0]?.id}`, () => {
      expect(about).not.toEqual([]);
    });
  }
});

describe('a clause without vectors has laws instead', () => {
  it.each(withoutVectors)('%s', (id) => {
    expect(allLaws.filter(({ clause }) => clause === id)).not.toEqual([]);
  });
});
