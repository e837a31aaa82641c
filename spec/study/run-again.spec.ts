import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readImages } from '../../src/study/dataset/images-folder.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { parseNpy } from '../../src/study/network/npy.ts';
import { readStudies } from '../../src/study/results/read-saved.ts';
import type { Row } from '../../src/study/results/saved-results.ts';
import { runSweep } from '../../src/study/run/sweep.ts';
import { describeSlow, isThorough } from '../slow.ts';

describe('the network that SpikingJelly trained', () => {
  it('gives every digit the class that SpikingJelly gives it, if it has no floor and the read-out is the mean', async () => {
    const folder = 'fixtures/networks/spikingjelly';
    const network = readNetwork(folder);
    // a filter that is so slow that it adds up all steps
    const architecture = { ...network.architecture, readoutTauSeconds: 1e9 };
    const { images } = readImages('fixtures/digits-8x8', 1797, architecture);
    const { data } = parseNpy(readFileSync(`${folder}/predicted.npy`), folder);
    // the read-out lags by a step, so its mean over the 30 steps of SpikingJelly needs 31
    const point = { ...tutorialPoint, amplitude: 0.001, minVoltage: Number.NEGATIVE_INFINITY, steps: 31 };
    const { runSpiking: run } = (await createEngine()).prepare(foldForSpikes({ ...network, architecture }, point));
    const predicted = images.slice(1297).map((image) => run(image).predicted);
    expect(predicted).toEqual([...data]);
  });
});

/** Most images with which a network is trained again, over all epochs: less than a minute. */
const mostTrainingImages = 60_000;
const studies = readStudies('fixtures/studies');
const run = { workers: 2 };
const numbersOf = ({ predicted: _, ratePredicted: __, ...row }: Row) => row;

describeSlow('the saved studies', () => {
  const rerun = studies.filter(
    ({ name, settings: { epochs = 0, trainImages = 0 } }) =>
      epochs * trainImages <= mostTrainingImages && (isThorough || ['nengo-dl', 'miniature-retrained'].includes(name)),
  );

  it.each(rerun)('$name: have the same numbers when their last amplitude is run again', async ({ settings, rows }) => {
    const { networkDigest, imagesDigest: _, trainingDigest: __, initialVoltage: ___, seeds, ...rest } = settings;
    const grid = { amplitudes: settings.amplitudes.slice(-1), seeds: seeds.slice(0, 1) };
    const { amplitudes } = grid;
    const again = await runSweep(networkDigest === undefined ? { ...rest, ...grid } : { ...rest, amplitudes }, run);
    expect(again.settings).toEqual({ ...settings, ...grid });
    const saved = rows.filter(({ amplitude, seed }) => amplitude === amplitudes[0] && seed === seeds[0]);
    expect(again.rows.map(numbersOf)).toEqual(saved);
  });
});
