import { describe, expect, it } from 'vitest';
import { finders, gatherEvidence } from '../../scripts/evidence.ts';
import { randomStream } from '../../src/base/random.ts';
import type { Row, SavedStudy } from '../../src/study/results/saved-results.ts';
import { curvesWithCommon } from '../../src/study/statistics/zig-zag.ts';
import { type Ends, madeUpRow, madeUpRows, study, trainedFor } from './made-up.ts';

const retrained = { mode: 'retrained' } as const;
const rescaled = { mode: 'retrained', rescaled: true } as const;
const plain = study(retrained, { floored: [0.98, 0.88] }, 3);
const fixed = (ends: Ends = {}, seeds = 3) => study({}, ends, seeds);

const withRows = (rows: readonly Row[], kind: Partial<Row> = {}) => ({ ...study(kind, {}), rows });
const changed = (saved: SavedStudy, change: (row: Row) => Partial<Row>) =>
  withRows(saved.rows.map((row) => ({ ...row, ...change(row) })));
const set = (saved: SavedStudy, settings: Partial<SavedStudy['settings']>): SavedStudy => {
  return { ...saved, settings: { ...saved.settings, ...settings } };
};
/** A curve that alternates between two accuracies a height apart, at 20 amplitudes. */
const alternating = (height: number, kind: Partial<Row>, seeds = 3) => {
  const zigZag = Array.from({ length: 20 }, (_, point) => 0.5 + height * (point % 2));
  return withRows(Array.from({ length: seeds }, (_, seed) => madeUpRows(zigZag, { ...kind, seed })).flat(), kind);
};
const ofCurves = (curves: readonly (readonly number[])[]) =>
  withRows(
    curves.flatMap((curve, seed) =>
      curve.map((value, point) =>
        madeUpRow({ seed, amplitude: (20 + point) / 100, spikingAccuracy: 0.5 + 0.05 * value }),
      ),
    ),
  );
const drawn = (common: number) => ofCurves(curvesWithCommon(common, 5, 31, randomStream('in common')));

/** A claim, a situation, and the studies, the last of which is the evidence. */
const situations: readonly (readonly [claim: string, situation: string, ...studies: SavedStudy[]])[] = [
  ['C5', 'accuracy drops in two networks, which are too few', fixed({}, 2)],
  ['C5', 'accuracy drops', fixed()],
  ['C5', 'accuracy rises', fixed({ floored: [0.8, 0.9] })],
  ['C5', 'accuracy drops by no more than the choice of images explains', fixed({ floored: [0.9, 0.89] })],
  ['C6', 'half of the zig-zag is common', drawn(0.5)],
  ['C6', 'every seed has its own zig-zag', drawn(0)],
  ['C6', 'the zig-zag is common', drawn(1)],
  ['C6', 'there are two points, which are too few', fixed()],
  ['C9', 'seeds differ', fixed({}, 9)],
  ['C9', 'seeds differ by about the margin', fixed()],
  ['C9', 'seeds are equal', changed(fixed({}, 5), () => ({ spikingAccuracy: 0.8 }))],
  ['C11', 'accuracy drops despite retraining for one epoch', trainedFor(1, study(retrained, {}, 3))],
  ['C11', 'accuracy does not drop in ten epochs', trainedFor(10, study(retrained, { floored: [0.9, 0.9] }, 3))],
  ['C11', 'there is no floor of 0', study({ ...retrained, minVoltage: -1 }, {})],
  ['C12', 'three networks change 2 of 1,000 images', study({ agreement: 0.998 }, {}, 3)],
  ['C12', 'about 1 of 1,000 changes', changed(fixed(), ({ seed }) => ({ agreement: 0.9985 + seed / 2000 }))],
  ['C12', 'no image changes', study({ agreement: 1 }, {}, 3)],
  ['F2', 'accuracy drops only with the floor', fixed({ free: [0.98, 0.97] })],
  ['F2', 'accuracy drops without the floor, too', fixed({ free: [0.98, 0.82] })],
  ['F2', 'accuracy drops as much as in the rate network', fixed({ free: [0.98, 0.82], rates: [0.98, 0.8] })],
  ['F2', 'accuracy is below the rate network even without a floor', fixed({ free: [0.98, 0.93], rates: [0.98, 0.98] })],
  ['F2', 'no row is without a floor', fixed()],
  ['F3', 'rescaled training stays accurate', plain, study(rescaled, { floored: [0.98, 0.975] }, 3)],
  ['F3', 'rescaled training is as bad', plain, study(rescaled, { floored: [0.98, 0.8] }, 3)],
  ['F3', 'plain training took more epochs', trainedFor(10, plain), trainedFor(1, study(rescaled, {}, 3))],
  ['F4', 'accuracy drops less than in the rate network', fixed({ free: [0.98, 0.97], rates: [0.98, 0.95] })],
  ['F4', 'accuracy drops half a point more', fixed({ free: [0.98, 0.96], rates: [0.98, 0.965] })],
  ['F4', 'accuracy drops more', fixed({ free: [0.98, 0.8], rates: [0.98, 0.95] })],
  [
    'F4',
    'seeds disagree',
    changed(fixed({ free: [0.98, 0.955], rates: [0.98, 0.965] }, 4), ({ seed, amplitude, minVoltage, ...row }) => {
      const isMoved = amplitude === 0.5 && minVoltage === null;
      return { spikingAccuracy: row.spikingAccuracy + (isMoved ? 0.02 - 0.04 * (seed % 2) : 0) };
    }),
  ],
  ['F5', 'spikes follow the rate network', set(fixed({ floored: [0.98, 0.965] }), { synapseSeconds: 0.005 })],
  ['F5', 'spikes lose more', set(fixed(), { synapseSeconds: 0.005 })],
  ['F5', 'there is no synapse', fixed()],
  ['F6', 'retrained networks are rough', alternating(0.3, retrained)],
  ['F6', 'retrained networks are smooth', alternating(0.001, retrained)],
  ['F6', 'fixed weights are smooth', alternating(0.001, {})],
  ['F6', 'fixed weights are rough', alternating(0.3, {})],
  ['F6', 'retrained networks are about twice as rough as images explain', alternating(0.038, retrained)],
  ['F6', 'fixed weights are about as rough as images explain', alternating(0.019, {})],
];

describe('the evidence of saved studies', () => {
  it('is in every situation what spec/study/golden/evidence.txt contains', async () => {
    const found = situations.map(([claim, situation, ...studies]) => {
      const { holds, sentence } = finders[claim]?.(studies.at(-1) as SavedStudy, studies) ?? {};
      const verdict = holds === undefined ? 'no evidence' : holds === null ? 'undecided' : holds ? 'true' : 'false';
      return `${claim} if ${situation}: ${verdict}${sentence === undefined ? '' : `. ${sentence}`}\n`;
    });
    await expect(found.join('')).toMatchFileSnapshot('golden/evidence.txt');
  });

  it('does not exist for a study that is not saved', () => {
    expect(gatherEvidence([{ id: 'C5', studies: ['missing'] }], [])).toEqual([]);
  });
});
