import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import { openPlayer } from '../../frame/player.ts';
import type { PartState } from '../../frame/store.ts';
import { type JobRunner, openWorker } from '../../worker/client.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';
import type { Trace, TraceInput } from '../../worker/jobs/trace.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeNetwork, nameFloorSetting, type Shown, showAnswer, tabulate } from './describe.ts';
import { drawOutputs } from './draw.ts';
import { examImages, openExam } from './exam.ts';
import type { fields } from './fields.ts';
import { openInputs } from './inputs.ts';
import { openLayers } from './layers.ts';

type State = PartState<ValuesOf<typeof fields>>;

const steps = 30;
/** Where controls are beside the figure, which then has room for a taller chart. */
const isDesk = matchMedia('(min-width: 62rem)');

/** Runs the whole network in a worker at every change and shows it step by step. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  const elements = arrange(figure);
  const layers = openLayers(elements.layers);
  const worker = openWorker();
  let drawn: Uint8Array | undefined;
  let shown: Shown | undefined;
  let wanted: TraceInput | undefined;
  let tabulated: Trace | undefined;
  let spoken = false;
  let width = drawingWidth(figure.stage);
  const show = () => {
    if (shown === undefined) return;
    const { step } = state.values();
    const { trace, question } = shown;
    layers.paint(trace.trains, step, question.floor);
    elements.outputs.innerHTML = drawOutputs(
      trace.filtered,
      step,
      trace.label,
      drawingWidth(elements.outputs) || width,
      isDesk.matches ? 330 : undefined,
    );
    showAnswer(elements.answer, trace, step);
    const isLast = spoken && question === wanted;
    figure.say(describeNetwork(shown, step), isLast);
    // too slow for every move of a slider
    if (isLast && trace !== tabulated) tabulate(figure, trace);
    if (isLast) tabulated = trace;
  };
  const ask = latestWins(
    (input: TraceInput) => worker.run<Trace>('trace', input).result,
    (trace, question) => {
      shown = { trace, question };
      inputs.show(trace.image);
      show();
    },
    (error) => figure.say(`The network could not be run: ${error.message}`, true),
  );
  const inputs = openInputs(elements.inputs, state, (digit) => {
    drawn = digit;
    run();
  });
  let asked = '';
  const run = () => {
    const { digit, amplitude, floor } = state.values();
    const key = JSON.stringify([drawn === undefined ? digit : [...drawn], amplitude, floor]);
    if (key === asked) return show();
    asked = key;
    wanted = { image: drawn ?? digit, amplitude, floor: floor as 'zero' | 'none' };
    ask(wanted);
  };
  const clearDrawing = () => {
    drawn = undefined;
    inputs.clear();
  };
  let before = state.values().digit;
  state.watch(({ digit }, kind) => {
    spoken = kind !== 'drag';
    if (digit !== before) clearDrawing();
    before = digit;
    run();
  });
  figure.onReset(() => {
    clearDrawing();
    run();
  });
  openPlayer(
    figure,
    steps,
    () => state.values().step,
    (step, last) => state.set({ step }, last ? 'commit' : 'drag'),
  );
  figure.onWidth((now) => {
    width = now;
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  new MutationObserver(show).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  openExamIn(figure, state, worker);
};

function openExamIn(figure: Figure, state: State, worker: JobRunner): void {
  openExam(figure, (onProgress) => {
    const { amplitude, floor } = state.values();
    const job = worker.run<ExamProgress, ExamProgress>('exam', { amplitude, floor, images: examImages }, onProgress);
    return { setting: `amplitude ${amplitude}, ${nameFloorSetting(floor)}`, job };
  });
}

function arrange({ stage, extra }: Figure) {
  stage.replaceChildren();
  const add = (name: string) => {
    const made = document.createElement('div');
    made.className = name;
    stage.append(made);
    return made;
  };
  const answer = document.createElement('p');
  answer.className = 'verdict';
  const inputs = document.createElement('div');
  inputs.className = 'inputs';
  extra.append(answer, inputs);
  return { layers: add('layers'), outputs: add('outputs'), inputs, answer };
}
