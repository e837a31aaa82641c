import { expect, it } from 'vitest';
import { type DigitPoint, decidedDigits, digitClasses, digitPoints } from '../../properties/oracles/nengo-dl.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { float64 } from '../../src/base/precision.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';
import {
  classifyFast,
  countsAgree,
  differentClasses,
  differentReadouts,
  explanations,
  lateSpike,
} from './agreement.ts';
import { answer, images, trainedNetwork } from './answers.ts';

describeSlow('the reference and NengoDL', { timeout: 3_600_000 }, () => {
  it('count the same spikes for image 6 if one decision is reversed, and no other close decision explains it', () => {
    expect(explanations(trainedNetwork(0.01), 6, (run) => countsAgree(run, 6))).toEqual([lateSpike]);
  });

  it('have the same read-outs for 90 of 100 images, and one close decision explains each of the others', () => {
    const different = differentReadouts(
      trainedNetwork(0.01),
      Array.from({ length: 100 }, (_, image) => image),
    );
    expect(different.map(({ image }) => image)).toEqual([6, 25, 44, 54, 67, 74, 79, 80, 82, 94]);
    expect(different.map(({ turned }) => turned.length)).toEqual(different.map(() => 1));
  });

  it.each([0.02, 0.05, 0.1, 0.2, 0.5])(
    'predict the same class for 1,000 images at amplitude %d, except for close decisions',
    async (amplitude) => {
      const network = trainedNetwork(amplitude);
      const classes = answer(`predicted-amplitude-${amplitude}`);
      const different = differentClasses(network, classes, await classifyFast(network));
      expect(different.map(({ image }) => image)).toEqual(amplitude === 0.05 ? [217] : []);
      expect(different.filter(({ turned }) => turned.length === 0)).toEqual([]);
    },
  );

  it('decide the class of the digits of a check beyond rounding, at each of its operating points', async () => {
    const expected = digitPoints.map((point) => digitClasses(point, candidates));
    const runs = await Promise.all(digitPoints.map((point) => readoutsOf(point)));
    const isDecided = (digit: number) =>
      runs.every((readouts, index) => {
        const [best = 0, second = 0] = (readouts[digit] as number[]).toSorted((a, b) => b - a);
        const isRight = argmax(readouts[digit] as number[]) === expected[index]?.[digit];
        return isRight && best - second >= 80 * (digitPoints[index]?.amplitude ?? 0);
      });
    expect(candidates.filter(isDecided)).toEqual(decidedDigits);
  });
});

const candidates = Array.from({ length: 122 }, (_, digit) => digit);

/** Filtered read-outs of the candidates [digit][class]. */
async function readoutsOf({ amplitude, minVoltage }: DigitPoint): Promise<number[][]> {
  const point = { ...tutorialPoint, amplitude, minVoltage: minVoltage ?? Number.NEGATIVE_INFINITY, precision: float64 };
  const { runSpiking } = (await createEngine()).prepare(foldForSpikes(readNetwork(nengoDlDirectory()), point));
  return candidates.map((digit) => Array.from(runSpiking(images[digit] as Uint8Array).filtered));
}
