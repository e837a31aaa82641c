import { type DrawnCurve, drawAccuracy } from '../../chart/accuracy.ts';
import type { EpochPoint } from '../../worker/jobs/train.ts';

/** A training run with its name. */
export interface Run {
  readonly name: string;
  readonly points: readonly EpochPoint[];
}

const names = { rate: 'rate network', without: 'without floor', with: 'with floor' } as const;

/**
 * Draws accuracy over epochs: as a rate network, without the floor and with it.
 *
 * @param before - the previous run, drawn faintly
 */
export function drawTraining(run: Run, before: Run | undefined, epochs: number, width: number): string {
  const epochsDone = Math.max(0, run.points.length - 1);
  const longest = Math.max(epochs, epochsDone, (before?.points.length ?? 1) - 1);
  const x = { from: 0, to: longest, label: 'epochs of training', ticks: ticksTo(longest) };
  const faint =
    before === undefined ? [] : curvesOf(before).map(({ look, points }) => ({ look: `${look} saved`, points }));
  const title = `Accuracy over ${epochsDone} epochs of training: ${run.name}`;
  return drawAccuracy([...faint, ...curvesOf(run)], width, title, { x });
}

function curvesOf({ points }: Run): DrawnCurve[] {
  return (['rate', 'without', 'with'] as const).map((look) => ({
    look,
    points: points.map(({ epoch, [look]: fraction }) => [epoch, 100 * fraction] as const),
    name: names[look],
  }));
}

function ticksTo(longest: number): number[] {
  const distance = longest > 10 ? 5 : longest > 4 ? 2 : 1;
  return Array.from({ length: Math.floor(longest / distance) + 1 }, (_, index) => index * distance);
}
