import { describe, expect, it } from 'vitest';
import type { SavedStudy } from '../../src/study/results/saved-results.ts';
import { about, study, trainedFor } from './made-up.ts';

const retrained = { mode: 'retrained' } as const;
const named = (name: string, saved: SavedStudy): SavedStudy => ({ ...saved, name });

describe('the evidence about exact claims', () => {
  it('decides C4: whether the first layer spikes equally often at every amplitude', () => {
    const saved = study({}, { free: [0.98, 0.97] }, 2);
    expect(about('C4', saved)).toMatchObject({
      holds: true,
      sentence:
        'layer 1 has the same number of spikes at all 2 amplitudes, for every seed and floor; 1,000 images, 2 seeds',
    });
    const rows = saved.rows.map((row, index) =>
      index === 5 ? { ...row, spikesPerNeuronStep: [0.1000001, 0.2] } : row,
    );
    expect(about('C4', { ...saved, rows })).toMatchObject({ holds: false });
    expect(about('C4', { ...saved, rows })?.sentence).toContain('layer 1 does not have the same number of spikes at ');
  });

  it('does not decide C4 if there is only one amplitude', () => {
    const saved = study({}, {});
    expect(about('C4', { ...saved, rows: saved.rows.slice(0, 1) })).toBe(undefined);
  });

  it('decides C7 and C8: whether points in two studies have the same numbers', () => {
    const [one, other] = ['one', 'other'].map((name) => named(name, trainedFor(4, study(retrained, {}, 3)))) as [
      SavedStudy,
      SavedStudy,
    ];
    const sentence = '6 of the 6 points that are also in one have the same numbers there';
    expect(about('C7', one, other)).toMatchObject({ holds: true, sentence });
    expect(about('C8', one, other)).toMatchObject({
      holds: true,
      sentence: `${sentence}; their 6 networks were trained for each study`,
    });
    const rows = other.rows.map((row, index) => (index === 1 ? { ...row, agreement: 0.8 } : row));
    expect(about('C8', one, { ...other, rows })).toMatchObject({ holds: false });
    expect(about('C7', one, { ...other, rows })?.sentence).toBe(
      '5 of the 6 points that are also in one have the same numbers there',
    );
  });

  it('does not decide C8 if no network was trained', () => {
    expect(about('C8', named('one', study({}, {})), named('other', study({}, {})))).toBe(undefined);
    expect(about('C7', named('one', study({}, {})), named('other', study({}, {})))?.holds).toBe(true);
  });

  it('compares only studies with the same settings', () => {
    const [one, other] = [named('one', study({}, {})), named('other', study({}, {}))];
    const longer = { ...other, settings: { ...other.settings, steps: 60 } };
    expect(about('C7', one, longer)).toBe(undefined);
    expect(about('C7', trainedFor(4, one), trainedFor(1, other))).toBe(undefined);
    expect(about('C7', one)).toBe(undefined);
  });

  it('states for C12 how many images spikes and rates classify differently', () => {
    expect(about('C12', study({ agreement: 0.998 }, {}))).toMatchObject({
      holds: null,
      sentence:
        'at amplitude 0.01 spikes and rates classify 0.2 % of the images differently; 98.0 and 98.0 % are correct; 1,000 images',
    });
    expect(about('C12', study({ agreement: 0.998 }, {}, 3))?.holds).toBe(true);
    const near = study({}, {}, 3);
    const rows = near.rows.map((row) => ({ ...row, agreement: 0.9985 + row.seed / 2000 }));
    expect(about('C12', { ...near, rows })?.holds).toBe(null);
    expect(about('C12', study({ agreement: 1 }, {}, 3))?.holds).toBe(false);
  });

  it('does not exist if weights are not fixed or there is no floor of 0', () => {
    expect(about('C11', study({ ...retrained, minVoltage: -1 }, {}))).toBe(undefined);
  });
});
