import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Accuracies at the amplitudes of a network. */
interface Curves extends Readonly<Record<'floor' | 'no floor' | 'rates', readonly number[]>> {}

interface HeldOut {
  readonly name: string;
  readonly amplitudes: readonly number[];
  /** What `explain` said about 300 images, and the accuracies on 1,000. */
  readonly explained?: { readonly worse: readonly number[]; readonly cause: string; readonly thousand: Curves };
}

const { networks }: { networks: readonly HeldOut[] } = JSON.parse(
  readFileSync('fixtures/studies/held-out.json', 'utf8'),
);

describe('an explanation from 300 images of a network that nothing was fitted to', () => {
  const explained = networks.flatMap(({ name, amplitudes, explained: one }) =>
    one ? [{ name, amplitudes, ...one }] : [],
  );

  it.each(explained)('is what 1,000 images show: $name', ({ amplitudes, worse, cause, thousand }) => {
    const lost = (curve: readonly number[], index = curve.length - 1) =>
      (curve[0] as number) - (curve[index] as number);
    for (const [index, amplitude] of amplitudes.entries()) {
      if (worse.includes(amplitude)) expect(lost(thousand.floor, index), String(amplitude)).toBeGreaterThan(0.01);
      else expect(lost(thousand.floor, index), String(amplitude)).toBeLessThan(0.03);
    }
    const [floor, free, rates] = (['floor', 'no floor', 'rates'] as const).map((name) => lost(thousand[name]));
    const causes = { floor: (floor as number) - (free as number), rates: rates as number };
    expect(cause).toBe(causes.floor > causes.rates ? 'floor' : 'rates');
  });

  it('was compared for a network of three epochs at least', () => expect(explained.length).toBeGreaterThan(0));
});
