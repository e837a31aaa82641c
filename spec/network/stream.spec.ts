import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continuedStream } from '../../properties/mutants/stream.ts';
import { streamLaws } from '../../properties/network/stream.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, runStream } from '../../src/simulator/network/run.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow, sampleOf } from '../slow.ts';
import { images } from './answers.ts';
import { classOfLastSteps } from './class-of-last-steps.ts';

describe('a stream of images whose state is kept', () => {
  const network = foldForSpikes(build(miniature, 0), tutorialPoint);
  const gray = new Uint8Array(784).fill(128);

  it('is refused if any image has the wrong size', () => {
    expect(() => runStream(network, [gray, new Uint8Array(3)])).toThrow('image');
    expect(runStream(network, [])).toEqual([]);
  });

  for (const law of streamLaws)
    it(law.statement, () => fc.assert(law.property({ runSpiking, runStream }), { numRuns: 10 }));
});

describe('a stream of runs that continue one another', () => {
  for (const law of streamLaws) it(law.statement, () => fc.assert(law.property(continuedStream), { numRuns: 5 }));
});

interface SavedStreams {
  readonly length: number;
  readonly points: readonly {
    readonly amplitude: number;
    readonly minVoltage: number | null;
    readonly synapseSeconds: number;
    readonly steps: number;
    readonly ignoredSteps: number;
    readonly predicted: string;
  }[];
}

/** The readable code takes half a second per image; the engine computed the saved classes. */
const streams = 1;

describeSlow('the saved classes of streams', () => {
  const network = readNetwork(nengoDlDirectory());
  const saved: SavedStreams = JSON.parse(readFileSync('fixtures/studies/nengo-dl-streams.json', 'utf8'));

  it.each(sampleOf(saved.points, 4))(
    'are predicted again: amplitude $amplitude, floor $minVoltage, synapse $synapseSeconds s, $steps steps without the first $ignoredSteps',
    ({ minVoltage, ignoredSteps, predicted, ...rest }) => {
      const point = { ...rest, minVoltage: minVoltage ?? Number.NEGATIVE_INFINITY };
      const folded = foldForSpikes(network, { ...tutorialPoint, ...point });
      const again = Array.from({ length: streams }, (_, stream) => {
        const shown = images.slice(stream * saved.length, (stream + 1) * saved.length);
        return runStream(folded, shown).map((run) => classOfLastSteps(run, ignoredSteps, folded));
      });
      expect(again.flat().join('')).toBe(predicted.slice(0, streams * saved.length));
    },
  );
});
