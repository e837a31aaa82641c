import { describe, expect, it } from 'vitest';
import { publishedVectors } from '../../src/vectors.ts';
import { failuresUnder, others } from './other-expectation.ts';

const vectors = publishedVectors().filter(({ kind, capability }) => kind === 'answer' && capability === 'neuron');

describe('the expected values of a vector under other conventions', () => {
  // every fourth vector, a different quarter for each simulator; vectors.full.ts uses all of them
  it.each(others.map((profile, index) => ({ ...profile, index })))(
    'are met by float64 implementations declared as float32: $id',
    async ({ conventions, index }) => {
      const some = vectors.filter((_, other) => other % 4 === index % 4);
      expect(await failuresUnder(conventions, some)).toEqual([]);
    },
  );
});
