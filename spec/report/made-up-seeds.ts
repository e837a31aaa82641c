import { versions } from '../../src/base/version.ts';
import type { SweepOutput } from '../../src/report/output.ts';
import { answer } from '../../src/study/answer/answer.ts';
import { madeUpRows, someSettings } from '../study/made-up.ts';

/** A sweep over several seeds that nobody ran: each seed falls, from another height. */
export function madeUpSeeds(seeds: readonly number[]): SweepOutput {
  const rows = [0, 1].flatMap((place) =>
    seeds.map((seed) => {
      const [row] = madeUpRows([0.9 - 0.5 * place - 0.05 * seed], { seed, images: 100 });
      return { ...(row as NonNullable<typeof row>), amplitude: (place + 1) / 100 };
    }),
  );
  const settings = { ...someSettings, images: 100, amplitudes: [0.01, 0.02], minVoltages: [0], seeds };
  return { versions, settings, answer: answer(rows), rows };
}
