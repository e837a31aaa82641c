import { drawCurve, layOut, line, marker, type Plot, ticksBetween, words, wrapSvg } from '../../chart/plot.ts';
import type { ChannelOutput } from '../../worker/jobs/channel.ts';

const height = 340;

/** Draws the output against the input: ideal, original and current. */
export function drawChannel({ inputs, before, now }: ChannelOutput, input: number, width: number): string {
  const most = Math.max(2.2, ...now.map(Math.abs));
  const plot = layOut({
    width,
    height,
    top: 30,
    right: 76,
    x: { from: -1, to: 1, label: 'input', ticks: ticksBetween(-1, 1, 4) },
    y: { from: -most, to: most, label: 'output', ticks: ticksWithin(most) },
  });
  const points = (outputs: readonly number[]) => inputs.map((x, index) => [x, outputs[index] as number] as const);
  const index = Math.round((input + 1) * 40);
  const [x, y] = [plot.x(input), plot.y(now[index] ?? 0)];
  return wrapSvg(
    width,
    height,
    `Output of the channel over its input; input ${input} comes out as ${(now[index] ?? 0).toFixed(2)}`,
    plot.axes,
    // each remains visible where they coincide
    drawCurve(plot, points(before), 'beneath'),
    drawCurve(plot, points(now), 'now'),
    line(plot.x(-1), plot.y(-1), plot.x(1), plot.y(1), 'ideal'),
    line(x, plot.inner.bottom, x, y, 'guide'),
    line(plot.inner.left, y, x, y, 'guide'),
    marker(x, y, 'now', 5),
    nameEnds(plot, [
      ['now', now.at(-1) ?? 0],
      ['original', before.at(-1) ?? 0],
      ['ideal', 1],
    ]),
  );
}

/** Up to five values on either side of 0, 1, 2 or 4 apart. */
function ticksWithin(most: number): number[] {
  const distance = most > 10 ? 4 : most > 5 ? 2 : 1;
  const count = Math.floor(most / distance);
  return Array.from({ length: 2 * count + 1 }, (_, index) => (index - count) * distance);
}

/** The looks of each curve, as it is drawn, beside its name. */
const samples: Readonly<Record<string, readonly string[]>> = {
  now: ['curve now'],
  original: ['curve beneath'],
  ideal: ['curve beneath', 'ideal'],
};

/** Names the curves at their right ends; names that would overlap are moved down. */
function nameEnds({ inner, y }: Plot, ends: readonly (readonly [string, number])[]): string {
  let last = Number.NEGATIVE_INFINITY;
  return [...ends]
    .sort(([, one], [, other]) => other - one)
    .map(([name, value]) => {
      last = Math.max(last + 15, y(value) + 4);
      return (
        (samples[name] ?? [])
          .map((look) => line(inner.right + 7, last - 4, inner.right + 25, last - 4, look))
          .join('') + words(inner.right + 29, last, name, name === 'now' ? 'label' : 'small')
      );
    })
    .join('');
}
