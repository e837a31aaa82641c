import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { compareRules, describeRules } from './compute.ts';
import { drawRules } from './draw.ts';
import type { fields } from './fields.ts';

/** Runs both neurons at every change. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  let compared = compareRules(state.values());
  const draw = () => {
    figure.stage.innerHTML = drawRules(compared, width);
  };
  state.watch((values, kind) => {
    compared = compareRules(values);
    draw();
    figure.say(describeRules(compared), kind !== 'drag');
    figure.tabulate(
      'Voltage after every step of 1 ms',
      ['step', 'exact', 'the other'],
      compared.exact.map((voltage, step) => [step, voltage, compared.other[step] as number]),
    );
  });
  figure.onWidth((now) => {
    width = now;
    draw();
  });
};
