import { describe, expect, it } from 'vitest';
import { answer } from '../../src/study/answer/answer.ts';
import { curvesOf } from '../../src/study/results/accuracy-curve.ts';
import { madeUpRow, madeUpRows } from './made-up.ts';

const free = { minVoltage: null };

describe('the answer', () => {
  it('blames the floor if accuracy falls with it and not without it', () => {
    const rows = [...madeUpRows([0.98, 0.72, 0.8]), ...madeUpRows([0.98, 0.975, 0.981], free)];
    expect(answer(rows)).toEqual([
      'With a floor of the voltage at 0 accuracy falls from 98.0 % at amplitude 0.01 to 80.0 % at 0.03, lowest 72.0 % at 0.02; ' +
        'without a floor of the voltage accuracy stays within 0.6 points, from 98.0 % at amplitude 0.01 to 98.1 % at 0.03, lowest 97.5 % at 0.02; ' +
        'the accuracy of the rate network with the same weights is 90.0 % at every amplitude.',
      'So it is the floor that makes accuracy fall, not the amplitude as such.',
      'Each accuracy is that of 1000 images, so it is uncertain by up to ± 2.8 points (95 %).',
    ]);
  });

  it.each([
    [
      'falls with and without',
      [0.98, 0.7],
      [0.98, 0.6],
      'So the floor is not all of it: without one accuracy falls by 38.0 points in place of 28.0, where the rate network with the same weights loses 0.0.',
    ],
    ['falls without only', [0.98, 0.98], [0.98, 0.6], 'So here it is the lack of a floor with which accuracy falls.'],
    [
      'stays',
      [0.98, 0.975],
      [0.98, 0.98],
      'So in this study the amplitude lowers accuracy by no more than 1000 images can tell.',
    ],
    [
      'rises',
      [0.6, 0.98],
      [0.6, 0.7],
      'So in this study the amplitude lowers accuracy by no more than 1000 images can tell.',
    ],
  ])('says so if accuracy %s', (_, floored, unfloored, conclusion) => {
    const sentences = answer([...madeUpRows(floored), ...madeUpRows(unfloored, free)]);
    expect(sentences[1]).toBe(conclusion);
  });

  it('lets the rate network have its share of the fall without a floor', () => {
    const weights = [0.99, 0.93].map((rateAccuracy) => ({ rateAccuracy }));
    const rows = [...madeUpRows([0.98, 0.7]), ...madeUpRows([0.98, 0.93], free)];
    expect(answer(rows.map((row, index) => ({ ...row, ...weights[index % 2] })))[1]).toBe(
      'So the floor is not all of it: without one accuracy falls by 5.0 points in place of 28.0, no more than the rate network with the same weights, which loses 6.0.',
    );
  });

  it('says that accuracy rises, or dips, if it does', () => {
    expect(answer(madeUpRows([0.6, 0.98]))[0]).toContain(
      'accuracy rises from 60.0 % at amplitude 0.01 to 98.0 % at 0.02;',
    );
    expect(answer(madeUpRows([0.9, 0.5, 0.9]))[0]).toContain(
      'accuracy dips in between from 90.0 % at amplitude 0.01 to 90.0 % at 0.03, lowest 50.0 % at 0.02;',
    );
  });

  it('takes no difference for a fall that chance makes: 20 images tell less than 1000', () => {
    const few = madeUpRows([0.95, 0.8], { images: 20, rateAccuracy: 0.95 });
    expect(answer(few)[0]).toContain('accuracy stays within 15.0 points');
    expect(answer(few).at(-1)).toBe(
      'Each accuracy is that of 20 images, so it is uncertain by up to ± 17.5 points (95 %).',
    );
    expect(answer(madeUpRows([0.95, 0.8]))[0]).toContain('accuracy falls from 95.0 %');
  });

  it('says of an amplitude that is undone what became of it', () => {
    const undone = (accuracies: number[]) => answer(madeUpRows(accuracies, { rescaled: true }))[1];
    expect(undone([0.9, 0.9, 0.9])).toBe('So with the amplitude undone in the next weights it changes nothing.');
    expect(undone([0.9, 0.901])).toBe('So with the amplitude undone in the next weights only rounding is left of it.');
    expect(undone([0.9, 0.5])).toBe('So accuracy falls although the amplitude is undone in the next weights.');
  });

  it('says of networks that were trained for each amplitude what became of their rate networks', () => {
    const trained = (rateAccuracies: number[], rescaled = false) => {
      const rows = madeUpRows([0.9, 0.5], { mode: 'retrained', rescaled });
      return answer(rows.map((row, index) => ({ ...row, rateAccuracy: rateAccuracies[index] as number })))[1];
    };
    expect(trained([0.9, 0.6])).toMatch(/^The rate network itself trains worse at larger amplitudes: .*--rescale/);
    expect(trained([0.9, 0.89])).toBe('The rate network trains as well at every amplitude.');
    expect(trained([0.9, 0.6], true)).toMatch(/worse at larger amplitudes although the amplitude is undone/);
    expect(trained([0.9, 0.89], true)).toMatch(/^With the amplitude undone .* trains as well at every amplitude\.$/);
  });

  it('says over how many seeds an accuracy is the mean', () => {
    const rows = [0, 1].flatMap((seed) => madeUpRows([0.9], { seed }));
    expect(answer(rows).at(-1)).toMatch(/^Each accuracy is the mean of 2 seeds over 1000 images/);
  });

  it('compares nothing if there is one amplitude, and concludes nothing from one curve', () => {
    expect(answer([madeUpRow({})])).toEqual([
      'With a floor of the voltage at 0 accuracy is 90.0 % at amplitude 0.01; ' +
        'the accuracy of the rate network with the same weights is 90.0 % at amplitude 0.01.',
      'Each accuracy is that of 1000 images, so it is uncertain by up to ± 1.9 points (95 %).',
    ]);
    expect(answer(madeUpRows([0.9, 0.5]))).toHaveLength(2);
  });
});

describe('the curves of a study', () => {
  it('are means over seeds, by rising amplitude, the rate network last', () => {
    const rows = [
      madeUpRow({ amplitude: 0.5, seed: 0, spikingAccuracy: 0.5 }),
      madeUpRow({ amplitude: 0.1, seed: 0, spikingAccuracy: 0.75 }),
      madeUpRow({ amplitude: 0.5, seed: 1, spikingAccuracy: 0.25 }),
      madeUpRow({ amplitude: 0.1, seed: 1, spikingAccuracy: 0.25 }),
    ];
    const [spiking, rate] = curvesOf(rows);
    expect(spiking?.points).toEqual([
      { amplitude: 0.1, accuracy: 0.5 },
      { amplitude: 0.5, accuracy: 0.375 },
    ]);
    expect(rate?.name).toBe('rate network');
  });
});
