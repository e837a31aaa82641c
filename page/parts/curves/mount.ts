import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { describeCurves, drawCurves, savedCurves, shownCurves } from './draw.ts';
import type { fields } from './fields.ts';

/** Draws the saved curves. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  const draw = () => {
    figure.stage.innerHTML = drawCurves(state.values().show, width);
  };
  state.watch(({ show }, kind) => {
    draw();
    figure.say(describeCurves(show), kind !== 'drag');
    const amplitudes = savedCurves[0]?.points.map(([amplitude]) => amplitude) ?? [];
    const shown = shownCurves(show);
    figure.tabulate(
      'Accuracy in percent, saved studies',
      ['amplitude', ...shown.map(({ name }) => name)],
      amplitudes.map((at) => [at, ...shown.map(({ points }) => points.find(([x]) => x === at)?.[1] ?? '')]),
    );
  });
  figure.onWidth((now) => {
    width = now;
    draw();
  });
};
