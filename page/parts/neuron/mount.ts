import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { describeNeurons, runBoth } from './compute.ts';
import { drawNeurons } from './draw.ts';
import type { fields } from './fields.ts';

/** Runs both neurons at every change. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  let both = runBoth(state.values());
  const draw = () => {
    figure.stage.innerHTML = drawNeurons(both, width);
  };
  state.watch((values, kind) => {
    both = runBoth(values);
    draw();
    figure.say(describeNeurons(both, values.amplitude), kind !== 'drag');
    const cells = (step: number) =>
      both.flatMap(({ voltages, spikes, height }) => [voltages[step] as number, spikes.includes(step) ? height : 0]);
    figure.tabulate(
      'Every step of 1 ms',
      ['step', 'current J', 'voltage with the floor', 'output', 'voltage without', 'its output'],
      both[0].currents.map((current, step) => [step, current, ...cells(step)]),
    );
  });
  figure.onWidth((now) => {
    width = now;
    draw();
  });
};
