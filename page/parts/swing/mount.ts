import { neuronAt, tilePlans } from '../../chart/layer.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { openPlayer } from '../../frame/player.ts';
import { openWorker } from '../../worker/client.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';
import type { SwingInput, SwingOutput, Watched } from '../../worker/jobs/swing.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeSwing, nameSettings, neuronOf, swingInputOf } from './compute.ts';
import { dragPush } from './drag.ts';
import { drawPicker, drawSwing, steps } from './draw.ts';
import { examImages, openExam } from './exam.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Runs the network at three settings at every change, and shows what one neuron receives and does. */
export const mount: Mount<Values> = (figure, state) => {
  const worker = openWorker();
  const picker = document.createElement('div');
  picker.className = 'picking';
  figure.more.before(picker);
  let [width, spoken] = [drawingWidth(figure.stage), false];
  let shown: { readonly answer: SwingOutput; readonly values: Values } | undefined;
  const show = () => {
    if (shown === undefined) return;
    const { answer } = shown;
    const values = { ...shown.values, step: state.values().step };
    const { watched, label } = answer;
    figure.stage.innerHTML = drawSwing(watched, values, width);
    picker.innerHTML = drawPicker(watched[1] as Watched, values, width);
    figure.say(describeSwing(watched, label, values), spoken);
    const head = nameSettings(values).flatMap((name) => [`current, ${name}`, `voltage, ${name}`]);
    const rows = (watched[0] as Watched).currents.map((_, step) => [
      step,
      ...watched.flatMap(({ currents, voltages }) => [currents[step] as number, voltages[step] as number]),
    ]);
    figure.tabulate(`Neuron ${neuronOf(values).neuron} of layer ${values.layer}`, ['step', ...head], rows);
  };
  const ask = latestWins(
    ({ input }: { input: SwingInput; values: Values }) => worker.run<SwingOutput>('swing', input).result,
    (answer, { values }) => {
      shown = { answer, values };
      show();
    },
    (error) => figure.say(`The network could not be run: ${error.message}`, true),
  );
  let asked = '';
  state.watch((values, kind) => {
    spoken = kind !== 'drag';
    const input = swingInputOf(values);
    const key = JSON.stringify(input);
    // another step of the same run needs no new one
    if (key === asked) return show();
    asked = key;
    figure.wait();
    ask({ input, values });
  });
  openPlayer(
    figure,
    steps,
    () => state.values().step,
    (step, last) => state.set({ step }, last ? 'commit' : 'drag'),
  );
  dragPush(
    figure.stage,
    () => state.values().amplitude,
    (amplitude, kind) => state.set({ amplitude }, kind),
  );
  picker.addEventListener('click', ({ target, clientX, clientY }) => {
    const layer = (target as Element).closest('svg');
    if (layer === null) return;
    const { left, top, width: wide } = layer.getBoundingClientRect();
    const scale = layer.viewBox.baseVal.width / wide;
    const plan = tilePlans[neuronOf(state.values()).layer] as (typeof tilePlans)[number];
    const neuron = neuronAt((clientX - left) * scale, (clientY - top) * scale, plan);
    if (neuron !== undefined) state.set({ neuron }, 'commit');
  });
  figure.onWidth((now) => {
    width = now;
    show();
  });
  openExam(figure, (onProgress) => {
    const { amplitude, synapse: synapseMilliseconds } = state.values();
    const point = { amplitude, floor: 'zero', synapseMilliseconds, images: examImages };
    const setting = `amplitude ${amplitude}, floor at 0, ${synapseMilliseconds === 0 ? 'no synapse' : `synapse ${synapseMilliseconds} ms`}`;
    return { setting, job: worker.run<ExamProgress, ExamProgress>('exam', point, onProgress) };
  });
};
