import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import { openHandles } from '../../frame/handles.ts';
import type { Mount } from '../../frame/part.ts';
import { describeTuning, tuneNeuron } from './compute.ts';
import { drawTuning, layOutTuning } from './draw.ts';
import { fields } from './fields.ts';

/** Draws the tuning curve at every change; its two handles match two sliders. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  const draw = () => {
    const values = state.values();
    figure.stage.innerHTML = drawTuning(tuneNeuron(values), values, width);
  };
  state.watch((values, kind) => {
    const tuned = tuneNeuron(values);
    figure.stage.innerHTML = drawTuning(tuned, values, width);
    figure.say(describeTuning(tuned, values), kind !== 'drag');
    figure.tabulate(
      `Spikes counted in one second, and the rate by the formula; gain ${tuned.tuning.gain}, bias ${tuned.tuning.bias}`,
      ['input', 'counted', 'formula, Hz'],
      tuned.counted.map(([x, count]) => [
        x,
        count,
        tuned.formula.find(([other]) => Math.abs(other - x) < 1e-9)?.[1] ?? 0,
      ]),
    );
  });
  openHandles(
    figure.stage,
    (handle, position) => {
      const plot = layOutTuning(width);
      const fraction = (value: number, from: number, to: number) => (value - from) / (to - from);
      const { left, right, top, bottom } = plot.inner;
      if (handle === 'rate') {
        const hertz = 540 * (1 - fraction(position.y, top, bottom));
        return { rate: snap(hertz, fields.rate) };
      }
      return { intercept: snap(-1 + 5 * fraction(position.x, left, right), fields.intercept) };
    },
    state,
  );
  figure.onWidth((now) => {
    width = now;
    draw();
  });
};

function snap(value: number, { min, max, step }: { min: number; max: number; step: number }): number {
  const snapped = Number((Math.round(value / step) * step).toFixed(4));
  return Math.min(max, Math.max(min, snapped));
}
