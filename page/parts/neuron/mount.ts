import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { describeNeuron, type NeuronTrace, runNeuron } from './compute.ts';
import { drawNeuron } from './draw.ts';
import type { fields } from './fields.ts';

/** Runs the neuron at every change. The previous trace remains faintly visible. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  let trace: NeuronTrace = runNeuron(state.values());
  let settled: NeuronTrace | undefined;
  let before: NeuronTrace | undefined;
  const draw = () => {
    figure.stage.innerHTML = drawNeuron(trace, width, state.values().floor, before);
  };
  state.watch((values, kind) => {
    trace = runNeuron(values);
    before = settled;
    if (kind !== 'drag') settled = trace;
    draw();
    figure.say(describeNeuron(trace, values), kind !== 'drag');
    figure.tabulate(
      'Every step of 1 ms',
      ['step', 'current J', 'voltage after the step', 'output'],
      trace.currents.map((current, step) => [
        step,
        current,
        trace.voltages[step] as number,
        trace.spikes.includes(step) ? trace.height : 0,
      ]),
    );
  });
  figure.onWidth((now) => {
    width = now;
    draw();
  });
};
