import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import type { PartState } from '../../frame/store.ts';
import { type Labourer, openWorker } from '../../worker/client.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';
import type { Trace, TraceInput } from '../../worker/jobs/trace.ts';
import { latestWins } from '../../worker/latest.ts';
import { describe, groundOf, type Shown, showAnswer, tabulate } from './describe.ts';
import { drawOutputs } from './draw.ts';
import { openExam } from './exam.ts';
import type { fields } from './fields.ts';
import { openInputs } from './inputs.ts';
import { openLayers } from './layers.ts';
import { openPlayer } from './player.ts';

type State = PartState<ValuesOf<typeof fields>>;

const steps = 30;

/** Runs the whole network in a worker at every change and shows what it did, step by step. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  const places = arrange(figure);
  const layers = openLayers(places.layers);
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
    places.outputs.innerHTML = drawOutputs(trace.filtered, step, trace.label, drawingWidth(places.outputs) || width);
    showAnswer(places.answer, trace, step);
    const isLast = spoken && question === wanted;
    figure.say(describe(shown, step), isLast);
    // a table at every move of a slider would hold the page up
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
  const inputs = openInputs(places.inputs, state, (digit) => {
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
  const forget = () => {
    drawn = undefined;
    inputs.clear();
  };
  let before = state.values().digit;
  state.watch(({ digit }, manner) => {
    spoken = manner !== 'drag';
    if (digit !== before) forget();
    before = digit;
    run();
  });
  figure.onReset(() => {
    forget();
    run();
  });
  openPlayer(
    figure,
    places.player,
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

function openExamIn(figure: Figure, state: State, worker: Labourer): void {
  openExam(figure.extra, (onProgress) => {
    const { amplitude, floor } = state.values();
    const job = worker.run<ExamProgress, ExamProgress>('exam', { amplitude, floor, images: 500 }, onProgress);
    return { setting: `amplitude ${amplitude}, ${groundOf(floor)}`, job };
  });
}

function arrange({ stage, extra }: Figure) {
  stage.replaceChildren();
  const place = (name: string) => {
    const made = document.createElement('div');
    made.className = name;
    stage.append(made);
    return made;
  };
  const answer = document.createElement('p');
  answer.className = 'verdict';
  const player = document.createElement('div');
  player.className = 'row';
  extra.append(player, answer);
  return { inputs: place('inputs'), layers: place('layers'), outputs: place('outputs'), player, answer };
}
