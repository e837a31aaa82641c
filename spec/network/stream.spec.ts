import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembledStream, streamMutants } from '../../properties/mutants/stream.ts';
import { type StreamUnderTest, streamLaws } from '../../properties/network/stream.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, runStream } from '../../src/simulator/network/run.ts';

describe('a stream of images whose state is kept', () => {
  const network = foldForSpikes(build(miniature, 0), tutorialPoint);
  const gray = new Uint8Array(784).fill(128);

  it('has other spikes on its second image than on the first, because neurons start at other voltages', () => {
    const [first, second] = runStream(network, [gray, gray]).map(({ spikeCounts }) => spikeCounts);
    expect(second).not.toEqual(first);
  });

  it('is rejected if any image has the wrong size', () => {
    expect(() => runStream(network, [gray, new Uint8Array(3)])).toThrow('image');
    expect(runStream(network, [])).toEqual([]);
  });

  for (const law of streamLaws)
    it(law.statement, () => fc.assert(law.property({ runSpiking, runStream }), { numRuns: 30 }));

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
