import { describe, expect, it } from 'vitest';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import {
  addPoint,
  amplitudesOf,
  areFinished,
  meanOf,
  type SeedCurves,
  describe as tell,
} from '../parts/question/compute.ts';
import { drawQuestion } from '../parts/question/draw.ts';
import { fields } from '../parts/question/fields.ts';

type Values = ValuesOf<typeof fields>;

const values = initialValues(fields) as Values;
const amplitudes = amplitudesOf('coarse');

/** Adds the first points of a seed, of which every second one is lower. */
function addSeed(curves: SeedCurves, seed: number, points: number): SeedCurves {
  return amplitudes
    .slice(0, points)
    .reduce(
      (all, amplitude, index) =>
        addPoint(all, seed, { kind: 'with', amplitude, correct: 90 + seed - 3 * (index % 2), images: 100 }),
      curves,
    );
}

describe('the mean of several seeds', () => {
  const one = addSeed(new Map(), 0, amplitudes.length);
  const two = addSeed(one, 1, amplitudes.length);
  const partOfThird = addSeed(two, 2, 1);

  it('is that of the finished seeds while another one is computed', () => {
    expect(meanOf(partOfThird, 'with')).toEqual(meanOf(two, 'with'));
    expect(meanOf(two, 'with').slice(0, 2)).toEqual([
      [0.01, 90.5],
      [0.05, 87.5],
    ]);
    expect(meanOf(new Map(), 'with')).toEqual([]);
  });

  it('is described by the seeds that are finished', () => {
    expect(tell(partOfThird, values)).toBe(tell(two, values));
    expect(tell(two, values)).toMatch(/for the mean of 2 seeds [1-9]/);
    expect(tell(addSeed(one, 1, 1), values)).toContain('This is only seed 0.');
  });

  it('is drawn with a name for every band', () => {
    const study = { name: '', basis: '5 networks, 10,000 digits', with: [], without: [], spread: [[0.01, 98, 99]] };
    const draw = (curves: SeedCurves, saved: readonly object[]) =>
      drawQuestion({ curves, saved: saved as never, before: undefined, values }, 900);
    expect(draw(partOfThird, [])).toContain('mean of seeds 0 to 1; band: 95 % interval<');
    expect(draw(new Map(), [study])).toContain('>band of all 5 networks<');
    expect(draw(new Map(), [])).not.toContain('band:');
  });

  it('is drawn with two seeds that can be told apart', () => {
    const drawn = drawQuestion({ curves: two, saved: [], before: undefined, values }, 900);
    expect(drawn.match(/>seed \d</g)).toEqual(['>seed 1<', '>seed 0<']);
    expect(drawn.match(/class="curve with seed( second)?"/g)).toHaveLength(2);
    expect(drawn).toContain('seed second');
  });

  it('is not finished while a seed lacks points, and is kept only then', () => {
    expect(areFinished(two, amplitudes.length)).toBe(true);
    expect(areFinished(partOfThird, amplitudes.length)).toBe(false);
    expect(areFinished(new Map(), amplitudes.length)).toBe(false);
    const begun = addPoint(one, 0, { kind: 'without', amplitude: 0.01, correct: 90, images: 100 });
    expect(areFinished(begun, amplitudes.length)).toBe(false);
  });
});
