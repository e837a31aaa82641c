import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/random.ts';
import { gatherEvidence } from '../../src/study/evidence/index.ts';
import type { Evidence } from '../../src/study/evidence/judge.ts';
import type { KeptStudy } from '../../src/study/kept.ts';
import type { Row } from '../../src/study/row.ts';
import { madeUpRow, someSettings } from './made-up.ts';

/** Accuracies at the ends of a curve with floor, of one without, and of the rate network. */
interface Ends {
  readonly floored?: readonly [number, number];
  readonly free?: readonly [number, number];
  readonly rates?: readonly [number, number];
}

/** A study of 1,000 images at amplitudes .01 and .5 that nobody ran; each further seed is a point lower. */
function study(kind: Partial<Row>, { floored = [0.98, 0.8], free, rates = [0.98, 0.97] }: Ends, seeds = 1): KeptStudy {
  const curves = [[0, floored] as const, ...(free ? [[null, free] as const] : [])];
  const rows = [0, 1].flatMap((end) =>
    curves.flatMap(([minVoltage, accuracies]) =>
      Array.from({ length: seeds }, (_, seed) =>
        madeUpRow({
          seed,
          minVoltage,
          amplitude: [0.01, 0.5][end] as number,
          spikingAccuracy: (accuracies[end] as number) - seed / 100,
          rateAccuracy: (rates[end] as number) - seed / 100,
          ...kind,
        }),
      ),
    ),
  );
  return { name: 'made-up', settings: { ...someSettings, compensationBase: 0.01 }, rows };
}

const about = (claim: string, ...studies: KeptStudy[]): Evidence | undefined =>
  gatherEvidence(studies).find((one) => one.claim === claim);
const retrained = { mode: 'retrained' } as const;
const compensated = { mode: 'retrained', compensated: true } as const;

describe('the evidence of kept studies', () => {
  it('says in numbers what was lost, with an interval if there are seeds enough', () => {
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

  it('says about F4 how much more or less is lost than by the rate network', () => {
    const sentence = (free: readonly [number, number]) =>
      about('F4', study({}, { free, rates: [0.98, 0.95] }))?.sentence;
    expect(sentence([0.98, 0.9])).toBe(
      'fixed weights: without floor 98.0 → 90.0 %, as a rate network 98.0 → 95.0 %, 5.0 points more; 1,000 images',
    );
    expect(sentence([0.98, 0.96])).toContain(', 1.0 points less; ');
  });

  it('is none where no rows are kept for a claim', () => {
    expect(gatherEvidence([])).toEqual([]);
    expect(about('F2', study({}, {}))).toBe(undefined); // nothing without floor
    expect(about('C11', study({}, {}))).toBe(undefined); // nothing retrained
    expect(about('C6', study({}, {}, 3))).toBe(undefined); // two points make no zig-zag
    expect(about('F3', study(compensated, {}))).toBe(undefined); // nothing plain to hold it against
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
  ])('tells about %s whether it holds: accuracy %s: %s', (claim, _, holds, kept) => {
    expect(about(claim, kept)?.holds).toBe(holds);
  });

  it.each([
    ['as well', [0.98, 0.975], true],
    ['as badly', [0.98, 0.8], false],
    ['a little worse, which may be chance', [0.98, 0.967], null],
  ] as const)('tells about F3 whether compensated training does %s', (_, floored, holds) => {
    expect(about('F3', study(retrained, { floored: [0.98, 0.88] }), study(compensated, { floored }))?.holds).toBe(
      holds,
    );
  });

  it('tells about F1 whether every number is the same at powers of two', () => {
    const rows = [0.01, 0.02, 0.05, 0.16].map((amplitude) => madeUpRow({ amplitude, compensated: true }));
    const other = (amplitude: number) =>
      rows.map((row) => (row.amplitude === amplitude ? { ...row, spikesPerNeuronStep: [0.1, 0.2000001] } : row));
    const kept = study({}, {});
    expect(about('F1', { ...kept, rows })).toMatchObject({
      holds: true,
      sentence: 'next weights ÷ amplitude/0.01: accuracies and spikes are the same at amplitudes 0.01, 0.02, 0.16',
    });
    expect(about('F1', { ...kept, rows: other(0.05) })?.holds).toBe(true);
    expect(about('F1', { ...kept, rows: other(0.16) })?.holds).toBe(false);
  });

  it('is not sure of a fall on which seeds do not agree', () => {
    const rows = [0.5, 0.95, 0.6, 0.98].flatMap((end, seed) => [
      madeUpRow({ seed, amplitude: 0.01, spikingAccuracy: 0.9 }),
      madeUpRow({ seed, amplitude: 0.5, spikingAccuracy: end }),
    ]);
    const fall = about('C5', { ...study({}, {}), rows });
    expect(fall?.sentence).toMatch(/^90\.0 → 75\.8 %, loses 14\.3 points \(−\d\.\d … \d\d\.\d\)/);
    expect(fall?.holds).toBe(null);
  });

  it('tells about C9 of two seeds whose order is reversed', () => {
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

describe('the evidence about the zig-zag', () => {
  const amplitudes = Array.from({ length: 20 }, (_, place) => (place + 1) / 20);
  const zigZags = (name: (seed: number) => string): KeptStudy => {
    const rows = [0, 1, 2, 3, 4].flatMap((seed) => {
      const stream = randomStream(name(seed));
      return amplitudes.map((amplitude) => madeUpRow({ seed, amplitude, spikingAccuracy: 0.5 + 0.1 * stream() }));
    });
    return { ...study({}, {}), rows };
  };

  it('finds that each seed has its own if it does, and that all have the same if they do', () => {
    const own = about(
      'C6',
      zigZags((seed) => `${seed}`),
    );
    expect(own?.holds).toBe(true);
    expect(own?.sentence).toMatch(/^the mean of 5 seeds is 0\.\d\d times as rough as one seed \(0\.45 if every/);
    const common = about(
      'C6',
      zigZags(() => 'all'),
    );
    expect(common?.holds).toBe(false);
    expect(common?.sentence).toContain('is 1.00 times as rough');
  });
});
