import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evaluation, joinEvaluations } from '../../src/study/results/join.ts';
import { planPoints } from '../../src/study/run/plan.ts';
import { madeUpRow, someSettings } from './made-up.ts';

const grid = { amplitudes: [0.01, 0.1, 0.5], minVoltages: [0, -1, null], seeds: [0, 2, 10] };

/** Evaluations of a made-up retrained study, in the order of its rows. */
const evaluations: Evaluation[] = planPoints(grid).map(({ seed, amplitude, minVoltage }) => ({
  name: `${amplitude}-${minVoltage}-${seed}.json`,
  row: madeUpRow({ mode: 'retrained', seed, amplitude, minVoltage, images: 50 }),
  settings: {
    ...someSettings,
    mode: 'retrained',
    initialVoltage: 'uniform',
    amplitudes: [amplitude],
    minVoltages: [minVoltage],
    seeds: [seed],
    networkDigest: `${amplitude}/${seed}`,
  },
  training: {
    seed,
    amplitude,
    rescalingBase: null,
    epochs: 4,
    batchSize: 50,
    trainImages: 100,
    imagesDigest: 'a'.repeat(64),
    initialVoltage: 'uniform',
  },
}));
const rows = evaluations.map(({ row }) => row);
const first = evaluations[0] as Evaluation;

/** Joins the evaluations, the first of which has other settings, or a network that was trained otherwise. */
const joinWith = (settings: Partial<Evaluation['settings']>, training: Partial<Evaluation['training']> = {}) =>
  joinEvaluations([
    { ...first, settings: { ...first.settings, ...settings }, training: { ...first.training, ...training } as never },
    ...evaluations.slice(1),
  ]);

describe('evaluations that are joined', () => {
  it('make the rows and settings of one sweep, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(evaluations, { minLength: evaluations.length }), (shuffled) => {
        const joined = joinEvaluations(shuffled);
        expect(joined.rows).toEqual(rows);
        expect(joined.settings).toMatchObject({ mode: 'retrained', ...grid, training: { amplitude: null, epochs: 4 } });
        expect(joined.settings).not.toHaveProperty('networkDigest');
      }),
    );
  });

  it('are sorted into the requested order', () => {
    const asked = { amplitudes: [0.5, 0.01], minVoltages: [null], seeds: [10, 0] };
    const joined = joinEvaluations(evaluations, asked);
    expect(joined.rows.map(({ amplitude, minVoltage, seed }) => [amplitude, minVoltage, seed])).toEqual([
      [0.5, null, 10],
      [0.5, null, 0],
      [0.01, null, 10],
      [0.01, null, 0],
    ]);
    expect(joined.settings).toMatchObject(asked);
  });

  it('are marked as rescaled if their networks were', () => {
    const rescaled = evaluations.map((one) => ({ ...one, training: { ...one.training, rescalingBase: 0.01 } }));
    expect(joinEvaluations(rescaled).rows.every((row) => row.rescaled)).toBe(true);
  });

  it.each([
    ['another setting', { steps: 20 }, {}, ': steps is 30, but in 0.01-0-0.json it is 20; they cannot be combined'],
    ['another training', {}, { epochs: 3 }, ': epochs is 4, but in 0.01-0-0.json it is 3; they cannot be combined'],
    ['voltages for another seed', {}, { seed: 7 }, 'has seed 0, but its network was trained with seed 7'],
    [
      'other initial voltages',
      { initialVoltage: 'file' },
      {},
      '0.01-0-0.json: has --initial-voltage file, but its network was trained with uniform',
    ],
    [
      'another network than its neighbor',
      { networkDigest: 'other' },
      {},
      '0.01--1-0.json: its network differs from that of 0.01-0-0.json, although both have amplitude 0.01, seed 0',
    ],
  ] as const)('are refused if one has %s', (_, settings, training, message) => {
    expect(() => joinWith(settings, training)).toThrow(message);
  });

  it('are refused if some are missing or listed twice, or none is requested', () => {
    const none = 'there are no evaluations at the requested points';
    expect(() => joinEvaluations(evaluations, { amplitudes: [0.3] })).toThrow(none);
    const missing = 'amplitude 0.01, floor 0, seed 1, and 8 more are missing';
    expect(() => joinEvaluations(evaluations, { seeds: [0, 1] })).toThrow(missing);
    const twice = 'copy.json: contains amplitude 0.01, floor 0, seed 0, as does 0.01-0-0.json; omit one of them';
    expect(() => joinEvaluations([...evaluations, { ...first, name: 'copy.json' }])).toThrow(twice);
  });
});
