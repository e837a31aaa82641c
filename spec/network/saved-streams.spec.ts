import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runStream } from '../../src/simulator/network/run.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';
import { images } from './answers.ts';
import { classOfLastSteps } from './class-of-last-steps.ts';

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

  it.each(saved.points)(
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
