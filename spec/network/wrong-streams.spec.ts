import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembledStream, streamMutants } from '../../properties/mutants/stream.ts';
import { type StreamUnderTest, streamLaws } from '../../properties/network/stream.ts';

describe('a stream of images whose state is kept', () => {
  it('obeys every law if it is assembled from other pieces', () => {
    expect(lawsBrokenBy(assembledStream)).toEqual([]);
  });
});

describe('a wrong stream', () => {
  const brokenBy = new Map(streamMutants.map((mutant) => [mutant.name, lawsBrokenBy(mutant)]));

  it.each(streamMutants)('that $difference breaks a law', ({ name }) => {
    expect(brokenBy.get(name)).not.toEqual([]);
  });

  it('exists for every law', () => {
    const broken = new Set([...brokenBy.values()].flat());
    expect(streamLaws.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
  });
});

function lawsBrokenBy(network: StreamUnderTest): string[] {
  const isBroken = (law: (typeof streamLaws)[number]) =>
    fc.check(law.property(network), { numRuns: 10, endOnFailure: true }).failed;
  return streamLaws.filter(isBroken).map(({ id }) => id);
}
