import { dots, drawCurve, layOut, line, marker, ticksBetween, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { ceilingHz, inputRange, type TuningCurve } from './compute.ts';
import type { fields } from './fields.ts';

const height = 340;

/** Draws the curve, the counted points, the maximum and the two values. */
export function drawTuning(tuned: TuningCurve, values: ValuesOf<typeof fields>, width: number): string {
  const plot = layOut({
    width,
    height,
    top: 30,
    x: { ...inputRange, label: 'input', ticks: ticksBetween(inputRange.from, inputRange.to, 5) },
    y: { from: 0, to: 540, label: 'spikes per second', ticks: ticksBetween(0, 500, 5) },
  });
  const { left, right, bottom } = plot.inner;
  const ceiling = plot.y(ceilingHz);
  const [one, start, here] = [plot.x(1), plot.x(values.intercept), plot.x(values.input)];
  const title = `Tuning curve: silent up to input ${values.intercept}, ${values.rate} hertz at input 1, never above ${ceilingHz} hertz`;
  return wrapSvg(
    width,
    height,
    title,
    plot.axes,
    line(left, ceiling, right, ceiling, 'threshold'),
    words(left + 6, ceiling - 5, `at most ${ceilingHz} Hz: one spike per ${1000 / ceilingHz} ms`, 'small'),
    line(one, plot.y(values.rate), one, bottom, 'guide'),
    line(here, plot.y(tuned.atInput.rateHz), here, bottom, 'guide'),
    drawCurve(plot, tuned.formula, 'ink'),
    dots(plot, tuned.counted, 'counted', 4),
    marker(one, plot.y(values.rate), 'ring', 6),
    marker(start, bottom, 'ring', 6),
    marker(here, plot.y(tuned.atInput.rateHz), 'ink', 5),
    words(one + 14, plot.y(values.rate) + 16, width > 420 ? 'max rate (input 1)' : 'max rate', 'small halo'),
    nameIntercept(start, bottom, left),
  );
}

/** Places the label where the curve is flat, if there is room; it may reach between the ticks. */
function nameIntercept(start: number, bottom: number, left: number): string {
  const room = start - left > 24;
  return words(start + (room ? -12 : 12), bottom - (room ? 10 : 4), 'intercept', 'small halo', room ? 'end' : 'start');
}
