import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ExplainOutput, RemedyChange } from '../../src/study/explanation/explanation-schema.ts';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
import { lifspec } from '../cli/command-line.ts';
import { once } from '../once.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A network that no sentence was fitted to, with what was expected of each sentence before the first run. */
interface Unseen {
  /** Of `lifspec train --network miniature`. */
  readonly train: string;
  /** Instead of 0. */
  readonly floor?: null;
  /** What the first sentence names first. */
  readonly cause: 'the voltage floor' | 'larger rates';
  /** The amplitude from which the fourth sentence counts, in multiples of that of training. */
  readonly reference: readonly [number, number];
  /** Up to which amplitude it then finds no loss of a point, in the same multiples. */
  readonly upTo: readonly [number, number];
}

const networks: readonly Unseen[] = [
  { train: '--seed 101', cause: 'the voltage floor', reference: [1, 1], upTo: [1, 10] },
  { train: '--seed 102 --amplitude 0.002', cause: 'the voltage floor', reference: [1, 1], upTo: [2, 50] },
  { train: '--seed 103 --amplitude 0.05', cause: 'the voltage floor', reference: [0.2, 1], upTo: [0.2, 2] },
  // the floor costs accuracy at the amplitude of training already
  { train: '--seed 104 --amplitude 0.2', cause: 'the voltage floor', reference: [0.02, 0.5], upTo: [0.02, 1] },
  { train: '--seed 105 --amplitude 0.5', cause: 'the voltage floor', reference: [0.02, 0.5], upTo: [0.02, 1] },
  // at 0.5 as the first one at 0.01
  { train: '--seed 106 --amplitude 0.5 --rescale', cause: 'the voltage floor', reference: [1, 1], upTo: [1, 10] },
  { train: '--seed 107 --training 1,1000', cause: 'the voltage floor', reference: [0.2, 1], upTo: [0.2, 10] },
  // without a floor, only rates and spikes can cost accuracy
  { train: '--seed 108 --training 8,5000', floor: null, cause: 'larger rates', reference: [1, 1], upTo: [2, 50] },
];

/** Images of an explanation, and of the sweeps afterwards. */
const [images, laterImages] = [200, 1000];

/**
 * How far an accuracy of 200 images may be from that of 1,000: 3.3 standard errors of the difference, each at most
 * 0.5/√n. Of 50 comparisons, one in a thousand exceeds this by chance, so all hold with 95 %.
 */
const accuracyTolerance = 3.3 * Math.sqrt(0.25 / images + 0.25 / laterImages);

const root = temporaryFolder(afterAll);

/** Trains a network and explains it. */
async function explained({ train, floor }: Unseen): Promise<{ folder: string; output: ExplainOutput }> {
  const folder = join(root, train.replaceAll(/\W+/g, '-'));
  await lifspec(`train --network miniature ${train} --out ${folder} --workers 1`);
  const file = join(folder, 'network.json');
  const description = JSON.parse(readFileSync(file, 'utf8'));
  if (floor === null) writeFileSync(file, JSON.stringify({ ...description, defaults: { minVoltage: null } }));
  const { stdout } = await lifspec(`explain --network ${folder} --images ${images} --workers 1 --report json`);
  return { folder, output: JSON.parse(stdout) };
}

describeSlow('an explanation of a network that it was not fitted to', () => {
  for (const network of networks) {
    const found = once(() => explained(network));

    it(`${network.train}: is what was expected before its first run`, async () => {
      const { trainedAmplitude, reference, onset, answer } = (await found()).output;
      const [loss, advice] = answer as [string, string];
      expect.soft(loss).toMatch(new RegExp(`^Accuracy is lost to ${network.cause} `));
      expect.soft(advice).toMatch(/^Write: the weights of every layer but the first, multiplied by /);
      expectWithin(network.reference, reference / trainedAmplitude);
      expectWithin(network.upTo, onset.upTo / trainedAmplitude);
    });

    it(`${network.train}: agrees with a sweep of more images`, async () => {
      const { folder, output } = await found();
      const { target, trainedAmplitude, reference, onset, attainable, total, remedies, advised } = output;
      const [floor = null] = output.settings.minVoltages;
      const later = async (change: RemedyChange & { readonly amplitude?: number }) => {
        const { factor, minVoltage = floor, synapseSeconds = 0, steps = 30, amplitude = target } = change;
        // weights multiplied by factor/target act as that amplitude
        const settings = `--amplitudes ${factor ?? amplitude} --min-voltage=${minVoltage ?? 'none'} --synapse ${synapseSeconds} --steps ${steps}`;
        const line = `sweep --network ${folder} --images ${laterImages} --workers 1 ${settings} --report json`;
        return (JSON.parse((await lifspec(line)).stdout) as SweepOutput).rows[0] as SweepOutput['rows'][number];
      };
      const own = async (amplitude: number) => (await later({ amplitude })).spikingAccuracy;
      expectClose((await later({ amplitude: trainedAmplitude })).rateAccuracy, attainable);
      expectClose(await own(target), attainable - total.lost);

      const best = remedies.filter(({ change }) => change.dtSeconds === undefined);
      const accuracies = await Promise.all(best.map(async ({ change }) => (await later(change)).spikingAccuracy));
      for (const [index, { accuracy }] of best.entries()) expectClose(accuracies[index] as number, accuracy);
      const chosen = accuracies[best.findIndex(({ name }) => name === advised)] as number;
      expect.soft(chosen).toBeGreaterThan(Math.max(...accuracies) - 0.01 - accuracyTolerance / 2);

      const base = await own(reference);
      if (reference !== trainedAmplitude) expect.soft(base).toBeGreaterThan(await own(trainedAmplitude));
      expect.soft(base - (await own(onset.low))).toBeLessThan(0.01 + accuracyTolerance / 2);
      if (onset.high !== null)
        for (const { amplitude } of output.amplitudes.filter((one) => one.amplitude >= (onset.high as number)))
          expect.soft(base - (await own(amplitude)), `${amplitude}`).toBeGreaterThan(0.01);
    });
  }
});

function expectWithin([low, high]: readonly [number, number], ratio: number): void {
  expect.soft(ratio).toBeGreaterThanOrEqual(low - 1e-9);
  expect.soft(ratio).toBeLessThanOrEqual(high + 1e-9);
}

function expectClose(later: number, before: number): void {
  expect.soft(Math.abs(later - before)).toBeLessThan(accuracyTolerance);
}
