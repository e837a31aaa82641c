import { describe, expect, it } from 'vitest';
import { allLaws } from '../../properties/laws.ts';
import { subjects } from '../../src/conformance/clauses.ts';
import { subjectOf } from '../../src/conformance/vectors/vectors.ts';
import { publishedVectors } from '../../src/vectors.ts';

/**
 * Subjects about trained networks, several seeds, or importers that may discretize as they like. A single output cannot show
 * them, so they have laws instead.
 */
const withoutVectors = ['C6', 'C11', 'F3', 'F4', 'F5', 'rate-network', 'epoch', 'nir'];

const vectors = publishedVectors();

describe('every claim and every clause of the definition has vectors', () => {
  for (const { id } of subjects.filter((subject) => !withoutVectors.includes(subject.id))) {
    const about = vectors.filter((vector) => subjectOf(vector) === id);
    it(`${id}: ${about.length}, such as ${about[0]?.id}`, () => {
      expect(about).not.toEqual([]);
    });
  }
});

describe('a claim or clause about training or NIR has laws instead', () => {
  it.each(withoutVectors)('%s', (id) => {
    expect(allLaws.filter(({ subject }) => subject === id)).not.toEqual([]);
  });
});
