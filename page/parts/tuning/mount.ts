import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { describeTuning, tuneNeuron } from './compute.ts';
import { drawTuning } from './draw.ts';
import type { fields } from './fields.ts';

/** Draws the tuning curve at every change. */
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
  figure.onWidth((now) => {
    width = now;
    draw();
  });
};
