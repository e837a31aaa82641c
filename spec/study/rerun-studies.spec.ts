import { expect, it } from 'vitest';
import { readStudies } from '../../src/study/results/read-saved.ts';
import type { Row } from '../../src/study/results/saved-results.ts';
import { runSweep } from '../../src/study/run/sweep.ts';
import { describeSlow, isThorough } from '../slow.ts';

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

  it.skipIf(!isThorough)('tutorial-all: have the numbers of the saved network', async () => {
    const weights = 'fixtures/networks/tutorial-seed0-amplitude0.01-epochs10';
    const { rows } = studies.find(({ name }) => name === 'tutorial-all') ?? expect.unreachable();
    const saved = rows.filter(({ amplitude, seed }) => amplitude === 0.5 && seed === 0);
    const again = await runSweep({ weights, images: 10_000, amplitudes: [0.5], minVoltages: [0, null] }, run);
    expect(again.rows.map(numbersOf)).toEqual(saved);
  });
});
