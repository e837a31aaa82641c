import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamLaws } from '../../properties/network/stream.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, runStream } from '../../src/simulator/network/run.ts';

describe('a stream of images whose state is kept', () => {
  const network = foldForSpikes(build(miniature, 0), tutorialPoint);
  const gray = new Uint8Array(784).fill(128);

  it('has different spikes on the second image than on the first, because its neurons start at different voltages', () => {
    const [first, second] = runStream(network, [gray, gray]).map(({ spikeCounts }) => spikeCounts);
    expect(second).not.toEqual(first);
  });

  it('is refused if any image has the wrong size', () => {
    expect(() => runStream(network, [gray, new Uint8Array(3)])).toThrow('image');
    expect(runStream(network, [])).toEqual([]);
  });

  for (const law of streamLaws)
    it(law.statement, () => fc.assert(law.property({ runSpiking, runStream }), { numRuns: 30 }));
});
