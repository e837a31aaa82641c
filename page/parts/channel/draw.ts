import { curve, layOut, line, marker, type Plot, picture, ticksBetween, words } from '../../chart/plot.ts';
import type { ChannelOutput } from '../../worker/jobs/channel.ts';

const height = 340;

/** Draws what comes out over what goes in: as it should be, as it was, as it is. */
export function drawChannel({ inputs, before, now }: ChannelOutput, input: number, width: number): string {
  const most = Math.max(2.2, ...now.map(Math.abs));
  const plot = layOut({
    width,
    height,
    top: 30,
    x: { from: -1, to: 1, label: 'input', ticks: ticksBetween(-1, 1, 4) },
    y: { from: -most, to: most, label: 'output', ticks: ticksWithin(most) },
  });
  const points = (outputs: readonly number[]) => inputs.map((x, index) => [x, outputs[index] as number] as const);
  const place = Math.round((input + 1) * 40);
  const [x, y] = [plot.x(input), plot.y(now[place] ?? 0)];
  return picture(
    width,
    height,
    `Output of the channel over its input; input ${input} comes out as ${(now[place] ?? 0).toFixed(2)}`,
    plot.axes,
    line(plot.x(-1), plot.y(-1), plot.x(1), plot.y(1), 'threshold'),
    curve(plot, points(before), 'made'),
    curve(plot, points(now), 'now'),
    line(x, plot.inner.bottom, x, y, 'guide'),
    line(plot.inner.left, y, x, y, 'guide'),
    marker(x, y, 'now', 5),
    nameCurves(plot),
  );
}

/** Some five values on either side of 0, at a distance of 1, 2 or 4. */
function ticksWithin(most: number): number[] {
  const distance = most > 10 ? 4 : most > 5 ? 2 : 1;
  const count = Math.floor(most / distance);
  return Array.from({ length: 2 * count + 1 }, (_, index) => (index - count) * distance);
}

/** The corner below on the right is free: what goes in with a sign comes out with it. */
function nameCurves({ inner: { right, bottom } }: Plot): string {
  const names = [
    ['curve now', 'now'],
    ['curve made', 'as it was made'],
    ['threshold', 'as it should be'],
  ];
  return names
    .map(([look = '', name = ''], index) => {
      const [left, y] = [right - 145, bottom - 52 + 18 * index];
      return line(left, y - 4, left + 28, y - 4, look) + words(left + 36, y, name, 'small halo');
    })
    .join('');
}
