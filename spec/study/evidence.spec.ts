import { describe, expect, it } from 'vitest';
import { gatherEvidence } from '../../src/study/evidence/gather-evidence.ts';
import type { SavedStudy } from '../../src/study/results/saved-results.ts';
import { madeUpRow } from './made-up.ts';
import { about, study, trainedFor } from './made-up-study.ts';

const retrained = { mode: 'retrained' } as const;
const rescaled = { mode: 'retrained', rescaled: true } as const;

describe('the evidence of saved studies', () => {
  it('says how much accuracy is lost, with an interval if there are enough seeds', () => {
    expect(about('C5', study({}, {}))).toEqual({
      claim: 'C5',
      study: 'made-up',
      network: 'miniature',
      sentence: '98.0 → 80.0 %, loses 18.0 points; 1,000 images',
      holds: true,
    });
    expect(about('C5', study({}, {}, 3))?.sentence).toBe(
      '97.0 → 79.0 %, loses 18.0 points (18.0 … 18.0); 1,000 images, 3 seeds',
    );
  });

  it('says for how many epochs networks were trained for the study', () => {
    const sentence = (epochs: number) => about('C11', trainedFor(epochs, study(retrained, {}, 3)))?.sentence;
    expect(sentence(1)).toContain('; 1,000 images, 3 seeds, 1 epoch');
    expect(sentence(10)).toContain('; 1,000 images, 3 seeds, 10 epochs');
  });

  it('is listed once if two studies have the same ends of a curve', () => {
    const coarse = study({}, { free: [0.98, 0.8], rates: [0.98, 0.95] });
    const fine = { ...coarse, name: 'fine' };
    expect(gatherEvidence([coarse, fine]).filter(({ claim }) => claim === 'F4')).toHaveLength(1);
    const other = { ...study({}, { free: [0.98, 0.7], rates: [0.98, 0.95] }), name: 'other' };
    expect(gatherEvidence([coarse, other]).filter(({ claim }) => claim === 'F4')).toHaveLength(2);
  });

  it('says about F4 how much more or less is lost than in the rate network', () => {
    const sentence = (free: readonly [number, number]) =>
      about('F4', study({}, { free, rates: [0.98, 0.95] }))?.sentence;
    expect(sentence([0.98, 0.9])).toBe(
      'fixed weights: without floor 98.0 → 90.0 %, as a rate network 98.0 → 95.0 %, 5.0 points more; 1,000 images',
    );
    expect(sentence([0.98, 0.96])).toContain(', 1.0 points less; ');
  });

  it('gives intervals for F2, F3 and C9 if there are enough seeds', () => {
    const sentence = (claim: string, ...studies: SavedStudy[]) => about(claim, ...studies)?.sentence;
    expect(sentence('F2', study({}, { free: [0.98, 0.97] }, 3))).toBe(
      'with floor 97.0 → 79.0 % (18.0 … 18.0 points lost), without 97.0 → 96.0 % (1.0 … 1.0 points lost), as a rate network 97.0 → 96.0 % (1.0 … 1.0 points lost); 1,000 images, 3 seeds',
    );
    const plain = study(retrained, { floored: [0.98, 0.88] }, 3);
    expect(sentence('F3', plain, study(rescaled, { floored: [0.98, 0.98] }, 3))).toContain(
      'rescaled 97.0 → 97.0 % (0.0 … 0.0 points lost), plain 97.0 → 87.0 % (10.0 … 10.0 points lost)',
    );
    expect(sentence('C9', study({}, {}, 9))).toMatch(
      /^at amplitude 0\.5 seeds are between 72\.0 and 80\.0 %, 76\.0 % on average \(7[45]\.\d … 7[78]\.\d\)/,
    );
  });

  it('is none if no study has rows for a claim', () => {
    expect(gatherEvidence([])).toEqual([]);
    expect(about('F2', study({}, {}))).toBe(undefined); // nothing without floor
    expect(about('C11', study({}, {}))).toBe(undefined); // nothing retrained
    expect(about('C6', study({}, {}, 3))).toBe(undefined); // two points make no zig-zag
    expect(about('F3', study(rescaled, {}))).toBe(undefined); // nothing plain to hold it against
  });

  it.each([
    ['C5', 'falls', true, study({}, {})],
    ['C5', 'rises', false, study({}, { floored: [0.8, 0.9] })],
    ['C5', 'falls by less than chance does', null, study({}, { floored: [0.9, 0.89] })],
    ['C11', 'falls though retrained', true, study(retrained, {})],
    ['C11', 'stands', false, study(retrained, { floored: [0.9, 0.9] })],
    ['F2', 'falls with floor only', true, study({}, { free: [0.98, 0.97] })],
    ['F2', 'falls without floor too', false, study({}, { free: [0.98, 0.82] })],
    ['F2', 'falls as its rate network does', false, study({}, { free: [0.98, 0.82], rates: [0.98, 0.8] })],
    ['F2', 'is below its rate network without floor', false, study({}, { free: [0.98, 0.93], rates: [0.98, 0.98] })],
    ['F2', 'falls by less than chance does', null, study({}, { floored: [0.98, 0.975], free: [0.98, 0.98] })],
    ['F4', 'loses no more than the rate network', true, study({}, { free: [0.98, 0.97], rates: [0.98, 0.95] })],
    ['F4', 'loses more', false, study({}, { free: [0.98, 0.8], rates: [0.98, 0.95] })],
    ['F4', 'loses more, which may be chance', null, study({}, { free: [0.98, 0.955], rates: [0.98, 0.965] })],
    ['C9', 'has seeds that differ', true, study({}, {}, 9)],
    ['C9', 'has seeds that may be alike', null, study({}, {}, 2)],
  ])('decides about %s if accuracy %s: %s', (claim, _, holds, saved) => {
    expect(about(claim, saved)?.holds).toBe(holds);
  });

  it.each([
    ['as well', [0.98, 0.975], true],
    ['as badly', [0.98, 0.8], false],
    ['a little worse, which may be chance', [0.98, 0.967], null],
  ] as const)('decides about F3 if rescaled training does %s', (_, floored, holds) => {
    expect(about('F3', study(retrained, { floored: [0.98, 0.88] }), study(rescaled, { floored }))?.holds).toBe(holds);
  });

  it('compares rescaled training with plain training of as many epochs', () => {
    const [short, long] = [
      trainedFor(1, study(retrained, { floored: [0.98, 0.97] })),
      trainedFor(10, study(retrained, { floored: [0.98, 0.88] })),
    ];
    const undone = trainedFor(10, study(rescaled, { floored: [0.98, 0.98] }));
    expect(about('F3', short, long, undone)?.sentence).toContain('plain 98.0 → 88.0 %');
    expect(about('F3', short, undone)).toBe(undefined);
  });

  it('decides about F1 whether every number is the same at powers of two', () => {
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

  it('does not decide about a drop on which seeds disagree', () => {
    const rows = [0.5, 0.95, 0.6, 0.98].flatMap((end, seed) => [
      madeUpRow({ seed, amplitude: 0.01, spikingAccuracy: 0.9 }),
      madeUpRow({ seed, amplitude: 0.5, spikingAccuracy: end }),
    ]);
    const fall = about('C5', { ...study({}, {}), rows });
    expect(fall?.sentence).toMatch(/^90\.0 → 75\.8 %, loses 14\.3 points \(−\d\.\d … \d\d\.\d\)/);
    expect(fall?.holds).toBe(null);
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
      'at amplitude 2 seeds are between 50.0 and 70.0 %; seed 0 is ahead of seed 1 at 1 and behind it at 2; 1,000 images, 2 seeds',
    );
  });
});
