import { describe, expect, it } from 'vitest';
import { allLaws } from '../../properties/laws.ts';
import { clauses } from '../../src/conformance/clauses.ts';
import { publishedVectors } from '../../src/vectors.ts';

/**
 * Clauses about trained or drawn neurons, several runs, refusals, or importers that may discretize as they like. A single
 * output cannot show them, so they have laws instead.
 */
const withoutVectors = [
  ...['initial-weights', 'image-stream', 'loss', 'gradient', 'optimizer', 'rescaling', 'epoch', 'nir'],
  ...['accuracy-drop', 'floor-loss', 'rescaled-training', 'seeds', 'channel', 'streams', 'probes'],
  ...['state', 'randomness', 'refusal'],
];

describe('every clause of the definition', () => {
  it('has vectors, or laws instead', () => {
    const [ofVectors, ofLaws] = [publishedVectors(), allLaws].map((all) => new Set(all.map(({ clause }) => clause)));
    for (const { id } of clauses) expect((withoutVectors.includes(id) ? ofLaws : ofVectors)?.has(id), id).toBe(true);
  });
});
