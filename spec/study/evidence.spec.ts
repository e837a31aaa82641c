import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { gatherEvidence } from '../../src/study/evidence/gather-evidence.ts';
import type { SavedStudy } from '../../src/study/results/saved-results.ts';
import { curvesWithCommon } from '../../src/study/statistics/common-zig-zag.ts';
import { about, madeUpRow, madeUpRows, study, trainedFor } from './made-up.ts';

const retrained = { mode: 'retrained' } as const;
const rescaled = { mode: 'retrained', rescaled: true } as const;

describe('the evidence of saved studies', () => {
  it('states the accuracy drop, with an interval if there are enough seeds', () => {
    expect(about('C5', study({}, {}))).toEqual({
      sentence: '98.0 → 80.0 %, loses 18.0 points; 1,000 images',
      holds: null,
    });
    expect(about('C5', study({}, {}, 3))?.sentence).toBe(
      '97.0 → 79.0 %, loses 18.0 points (18.0 … 18.0); 1,000 images, 3 seeds',
    );
  });

  it('states for how many epochs networks were trained', () => {
    const sentence = (epochs: number) => about('C11', trainedFor(epochs, study(retrained, {}, 3)))?.sentence;
    expect(sentence(1)).toContain('; 1,000 images, 3 seeds, 1 epoch');
    expect(sentence(10)).toContain('; 1,000 images, 3 seeds, 10 epochs');
  });

  it('does not exist if no study has rows for a claim', () => {
    expect(gatherEvidence([{ id: 'C5', studies: ['missing'] }], [])).toEqual([]);
    expect(about('F2', study({}, {}))).toBe(undefined); // no rows without a floor
    expect(about('C6', study({}, {}, 3))).toBe(undefined); // a zig-zag needs more than two points
    expect(about('F3', study(rescaled, {}))).toBe(undefined); // no plain training to compare with
  });

  it.each([
    ['C5', 'drops', true, study({}, {}, 3)],
    ['C5', 'drops in two networks, which are too few', null, study({}, {}, 2)],
    ['C5', 'rises', false, study({}, { floored: [0.8, 0.9] }, 3)],
    ['C5', 'drops by no more than the choice of images explains', null, study({}, { floored: [0.9, 0.89] }, 3)],
    ['C11', 'drops despite retraining', true, study(retrained, {}, 3)],
    ['C11', 'does not drop', false, study(retrained, { floored: [0.9, 0.9] }, 3)],
    ['F2', 'drops only with the floor', true, study({}, { free: [0.98, 0.97] }, 3)],
    ['F2', 'drops without the floor, too', false, study({}, { free: [0.98, 0.82] }, 3)],
    ['F2', 'drops as much as in the rate network', false, study({}, { free: [0.98, 0.82], rates: [0.98, 0.8] }, 3)],
    [
      'F2',
      'is below that of the rate network even without a floor',
      false,
      study({}, { free: [0.98, 0.93], rates: [0.98, 0.98] }, 3),
    ],
    ['F2', 'drops by less than the margin', false, study({}, { floored: [0.98, 0.975], free: [0.98, 0.98] }, 3)],
    ['F4', 'drops less than in the rate network', true, study({}, { free: [0.98, 0.97], rates: [0.98, 0.95] }, 3)],
    ['F4', 'drops half a point more', true, study({}, { free: [0.98, 0.96], rates: [0.98, 0.965] }, 3)],
    ['F4', 'drops more', false, study({}, { free: [0.98, 0.8], rates: [0.98, 0.95] }, 3)],
    ['F4', 'drops more in two networks, which are too few', null, study({}, { free: [0.98, 0.8] }, 2)],
    ['C9', 'differs between seeds', true, study({}, {}, 9)],
    ['C9', 'differs between seeds by about the margin', null, study({}, {}, 3)],
    ['C9', 'differs in two networks, which are too few', null, study({}, {}, 2)],
    ['C9', 'is the same for every seed', false, alike(study({}, {}, 5))],
  ])('decides %s if accuracy %s: %s', (claim, _, holds, saved) => {
    expect(about(claim, saved)?.holds).toBe(holds);
  });

  it.each([
    ['follow the rate network', [0.98, 0.965], true],
    ['lose more', [0.98, 0.8], false],
  ] as const)('decides F5 if spikes with synapses %s', (_, floored, holds) => {
    const saved = study({}, { floored, rates: [0.98, 0.97] }, 3);
    const settings = { ...saved.settings, synapseSeconds: 0.005 };
    expect(about('F5', { ...saved, settings })).toMatchObject({
      holds,
      sentence: expect.stringContaining('synapses of 5 ms: with floor '),
    });
  });

  it.each([
    ['is rough although networks were retrained', retrained, 0.3, 3, true],
    ['is smooth although networks were retrained', retrained, 0.001, 3, false],
    ['is smooth with fixed weights', {}, 0.001, 3, true],
    ['is rough with fixed weights', {}, 0.3, 3, false],
    ['is rough for two retrained networks, which are too few', retrained, 0.3, 2, null],
  ] as const)('decides F6 if the curve %s', (_, kind, height, seeds, holds) => {
    const zigZag = Array.from({ length: 20 }, (__, point) => 0.5 + height * (point % 2));
    const rows = Array.from({ length: seeds }, (__, seed) => madeUpRows(zigZag, { ...kind, seed })).flat();
    expect(about('F6', { ...study(kind, {}), rows })?.holds).toBe(holds);
  });

  it('states how long images are shown if it is not for 30 ms', () => {
    const saved = study(retrained, { free: [0.98, 0.8] }, 3);
    const longer = { ...saved, settings: { ...saved.settings, steps: 120 } };
    expect(about('F4', saved)?.sentence).toContain('retrained: without floor ');
    expect(about('F4', longer)?.sentence).toContain('retrained, 120 ms per image: without floor ');
  });

  it('does not decide F4 if seeds disagree', () => {
    const saved = study({}, { free: [0.98, 0.955], rates: [0.98, 0.965] }, 4);
    const rows = saved.rows.map((row) =>
      row.amplitude === 0.5 && row.minVoltage === null
        ? { ...row, spikingAccuracy: row.spikingAccuracy + (row.seed % 2 === 0 ? 0.02 : -0.02) }
        : row,
    );
    expect(about('F4', { ...saved, rows })?.holds).toBe(null);
  });

  it.each([
    ['as well as plain training at the first amplitude', [0.98, 0.975], true],
    ['as badly as plain training', [0.98, 0.8], false],
  ] as const)('decides F3 if rescaled training does %s', (_, floored, holds) => {
    const plain = study(retrained, { floored: [0.98, 0.88] }, 3);
    expect(about('F3', plain, study(rescaled, { floored }, 3))?.holds).toBe(holds);
  });

  it('compares rescaled and plain training with equal numbers of epochs', () => {
    const [short, long] = [
      trainedFor(1, study(retrained, { floored: [0.98, 0.97] })),
      trainedFor(10, study(retrained, { floored: [0.98, 0.88] })),
    ];
    const undone = trainedFor(10, study(rescaled, { floored: [0.98, 0.98] }));
    expect(about('F3', short, long, undone)?.sentence).toContain('plain 98.0 → 88.0 %');
    expect(about('F3', short, undone)).toBe(undefined);
  });

  it('decides F1: whether every number is the same at powers of two', () => {
    const rows = [0.01, 0.02, 0.05, 0.16].map((amplitude) => madeUpRow({ amplitude, rescaled: true }));
    const other = (amplitude: number) =>
      rows.map((row) => (row.amplitude === amplitude ? { ...row, spikesPerNeuronStep: [0.1, 0.2000001] } : row));
    const saved = study({}, {});
    expect(about('F1', { ...saved, rows })).toMatchObject({
      holds: true,
      sentence: 'next weights ÷ amplitude/0.01: accuracies and spikes are the same at amplitudes 0.01, 0.02, 0.16',
    });
    expect(about('F1', { ...saved, rows: other(0.05) })?.holds).toBe(true);
    expect(about('F1', { ...saved, rows: other(0.16) })?.holds).toBe(false);
  });

  it('does not decide about a drop if seeds disagree', () => {
    const rows = [0.5, 0.95, 0.6, 0.98].flatMap((end, seed) => [
      madeUpRow({ seed, amplitude: 0.01, spikingAccuracy: 0.9 }),
      madeUpRow({ seed, amplitude: 0.5, spikingAccuracy: end }),
    ]);
    const drop = about('C5', { ...study({}, {}), rows });
    expect(drop?.sentence).toMatch(/^90\.0 → 75\.8 %, loses 14\.3 points \(−24\.\d … \d\d\.\d\)/);
    expect(drop?.holds).toBe(null);
  });

  it('names two seeds whose order is reversed', () => {
    const accuracies = [
      [0.9, 0.5],
      [0.8, 0.7],
    ];
    const rows = [0, 1].flatMap((end) =>
      [0, 1].map((seed) => madeUpRow({ seed, amplitude: end + 1, spikingAccuracy: accuracies[seed]?.[end] as number })),
    );
    expect(about('C9', study({}, {}, 9))?.sentence).not.toContain('ahead');
    expect(about('C9', { ...study({}, {}), rows })?.sentence).toBe(
      'at amplitude 2 seeds are between 50.0 and 70.0 %; seed 0 is better than seed 1 at 1 and worse at 2; 1,000 images, 2 seeds',
    );
  });

  it('does not decide C6 if half of the zig-zag is common', () => {
    const stream = randomStream('half in common');
    const curves = curvesWithCommon(0.5, 5, 31, stream);
    const rows = curves.flatMap((curve, seed) =>
      curve.map((value, point) =>
        madeUpRow({ seed, amplitude: (20 + point) / 100, spikingAccuracy: 0.5 + 0.05 * value }),
      ),
    );
    expect(about('C6', { ...study({}, {}), rows })?.holds).toBe(null);
  });

  it('distinguishes for C6 a zig-zag of each seed from one that is common to all seeds', () => {
    const amplitudes = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);
    const zigZags = (name: (seed: number) => string): SavedStudy => {
      const rows = [0, 1, 2, 3, 4].flatMap((seed) => {
        const stream = randomStream(name(seed));
        return amplitudes.map((amplitude) => madeUpRow({ seed, amplitude, spikingAccuracy: 0.5 + 0.1 * stream() }));
      });
      return { ...study({}, {}), rows };
    };
    const [own, common] = [zigZags(String), zigZags(() => 'all')].map((saved) => about('C6', saved));
    expect(own?.holds).toBe(true);
    expect(own?.sentence).toMatch(/^the mean of 5 seeds is 0\.\d\d times as rough as one seed \(0\.45 if every/);
    expect(common?.holds).toBe(false);
    expect(common?.sentence).toContain('is 1.00 times as rough');
  });
});

/** The same study, in which every seed has the same accuracies. */
function alike(saved: SavedStudy): SavedStudy {
  const accuracies = { spikingAccuracy: 0.8, rateAccuracy: 0.9 };
  return { ...saved, rows: saved.rows.map((row) => ({ ...row, ...accuracies })) };
}
