import { isWide, nameCurves } from '../../chart/names.ts';
import { dots, drawCurve, layOut, line, words, wrapSvg } from '../../chart/plot.ts';
import type { EpochPoint } from '../../worker/jobs/train.ts';

/** A training run with its name. */
export interface Run {
  readonly name: string;
  readonly points: readonly EpochPoint[];
}

/** Height without the names below a narrow chart. */
const heightFor = (width: number) => (isWide(width) ? 320 : 280);
const kinds = ['rate', 'without', 'with'] as const;
const names = { rate: 'rate network', without: 'without floor', with: 'with floor' } as const;

/**
 * Draws accuracy over epochs: as a rate network, with the floor and without it.
 *
 * @param before - the previous run, drawn faintly
 */
export function drawTraining(run: Run, before: Run | undefined, epochs: number, width: number): string {
  const longest = Math.max(epochs, run.points.length - 1, (before?.points.length ?? 1) - 1);
  const plot = layOut({
    width,
    height: heightFor(width),
    top: 34,
    right: isWide(width) ? 150 : 16,
    x: { from: 0, to: longest, label: 'epochs of training', ticks: ticksTo(longest) },
    y: { from: 0, to: 100, label: 'correct answers, %', ticks: [0, 20, 40, 60, 80, 100] },
  });
  const { left, right } = plot.inner;
  const pointsOf = ({ points }: Run, kind: (typeof kinds)[number]) =>
    points.map(({ epoch, [kind]: fraction }) => [epoch, 100 * fraction] as const);
  const drawn = (shown: Run, more: string) =>
    kinds.map((kind) => {
      const points = pointsOf(shown, kind);
      return drawCurve(plot, points, `${kind} ${more}`) + (more === '' ? dots(plot, points, kind, 3.2) : '');
    });
  const chance =
    line(left, plot.y(10), right, plot.y(10), 'threshold') +
    words(right - 4, plot.y(10) + 14, 'chance: 10 %', 'small', 'end');
  const labels = nameCurves(
    kinds.map((kind) => ({ look: kind, points: pointsOf(run, kind), name: names[kind] })),
    plot,
    width,
    heightFor(width),
  );
  const epochsDone = Math.max(0, run.points.length - 1);
  const title = `Accuracy over ${epochsDone} epochs of training: ${run.name}`;
  const faint = before === undefined ? [] : drawn(before, 'saved');
  return wrapSvg(width, labels.height, title, plot.axes, chance, ...faint, ...drawn(run, ''), labels.drawn);
}

function ticksTo(longest: number): number[] {
  const distance = longest > 10 ? 5 : longest > 4 ? 2 : 1;
  return Array.from({ length: Math.floor(longest / distance) + 1 }, (_, index) => index * distance);
}
