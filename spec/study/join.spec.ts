import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { joinStudies } from '../../src/study/results/join.ts';
import type { NamedSweep } from '../../src/study/results/saved-results.ts';
import { planPoints } from '../../src/study/run/plan.ts';
import { completeSweep } from '../../src/study/run/sweep.ts';
import type { StudySettings } from '../../src/study/settings.ts';
import { madeUpRow, someSettings } from './made-up.ts';

type Part = Omit<NamedSweep, 'answer'>;

const grid = { amplitudes: [0.01, 0.1, 0.5], minVoltages: [0, -1, null], seeds: [0, 2, 10] };
const settings: StudySettings = { ...someSettings, ...grid, mode: 'retrained' };

/** The results of one job per amplitude and seed, with the class of every image. */
const parts: Part[] = grid.seeds.flatMap((seed) =>
  grid.amplitudes.map((amplitude) => {
    const own = { ...settings, amplitudes: [amplitude], seeds: [seed] };
    const rows = planPoints(own).map((point) => madeUpRow({ mode: 'retrained', ...point, predicted: [7], images: 50 }));
    const older = { ...versions, lifspec: '0.0.9' };
    return { name: `${amplitude}-${seed}`, versions: older, settings: own, rows };
  }),
);
const [first, ...others] = parts as [Part, ...Part[]];
const whole = completeSweep(
  settings,
  planPoints(grid).map((point) => madeUpRow({ mode: 'retrained', ...point, images: 50 })),
);

describe('the results of jobs', () => {
  it('are joined to the same rows in any order', () => {
    const byPoint = (rows: Part['rows']) => rows.map((row) => JSON.stringify(row)).sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        expect(byPoint(joinStudies(shuffled)[0]?.rows ?? [])).toEqual(byPoint(whole.rows));
      }),
    );
  });

  it('keep the versions that computed them', () => {
    expect(joinStudies(parts)[0]?.versions.lifspec).toBe('0.0.9');
  });

  it('keep their classes if there is a single amplitude', () => {
    expect(joinStudies([first])[0]?.rows[0]?.predicted).toEqual([7]);
  });

  it('remain separate studies if another setting differs', () => {
    const other = { ...first, settings: { ...first.settings, steps: 60 } };
    expect(joinStudies([first, other]).map(({ settings }) => settings.steps)).toEqual([30, 60]);
  });

  it('are refused if a point is missing or contained twice', () => {
    expect(() => joinStudies(others)).toThrow('the result at amplitude 0.01, floor 0, seed 0, and 2 more are missing');
    expect(() => joinStudies([first, { ...first, name: 'again' }])).toThrow(
      'again: contains amplitude 0.01, floor 0, seed 0, as does 0.01-0; omit one of them',
    );
  });
});
