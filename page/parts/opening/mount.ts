import type { Points } from '../../chart/accuracy.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import { openWorker } from '../../worker/client.ts';
import type { CurveInput, CurveScore, Kind } from '../../worker/jobs/curve.ts';
import type { SwingOutput } from '../../worker/jobs/swing.ts';
import { openPlayer } from '../network/player.ts';
import {
  openingAmplitudes as amplitudes,
  copies,
  drawCopies,
  drawOpening,
  openingImages as images,
  shownKinds,
  told,
  untold,
} from './draw.ts';
import type { fields } from './fields.ts';
import { nengoDlCurves, nengoDlImages } from './saved.ts';

type Values = ValuesOf<typeof fields>;
type Curves = Readonly<Record<Kind, Points>>;

/** Shows layer 2 at three settings, and computes the curve of a small network below that of the large one. */
export const mount: Mount<Values> = (figure, state) => {
  let [width, step] = [drawingWidth(figure.stage), state.values().step];
  const computed: Record<Kind, [number, number][]> = { with: [], without: [], rate: [] };
  let output: SwingOutput | undefined;
  const [layers, curves] = splitStage(figure.stage);
  const drawLayers = () => {
    if (output !== undefined) layers.innerHTML = drawCopies(output, state.values().step, width);
    nameLayers();
  };
  const nameLayers = () => {
    const names = figure.element.classList.contains('waiting') ? [told, untold] : [untold, told];
    const [drawing] = layers.children;
    if (drawing) drawing.ariaLabel = drawing.ariaLabel?.replace(...(names as [string, string])) ?? null;
  };
  new MutationObserver(nameLayers).observe(figure.element, { attributeFilter: ['class'] });
  const drawCurves = () => {
    curves.innerHTML = drawOpening(computed, state.values().show, width);
  };
  const show = (spoken: boolean) => {
    drawCurves();
    figure.say(describe(computed, state.values().show), spoken);
    tabulate(figure, computed);
  };
  state.watch((values, kind) => {
    drawLayers();
    if (values.step === step) show(kind !== 'drag');
    step = values.step;
  });
  figure.onWidth((now) => {
    width = now;
    drawLayers();
    drawCurves();
  });
  openPlayer(
    figure,
    30,
    () => state.values().step,
    (next, last) => state.set({ step: next }, last ? 'commit' : 'drag'),
  );
  const input: CurveInput = {
    network: 'miniature',
    digits: 'few',
    images,
    amplitudes,
    kinds: ['with', 'without', 'rate'],
    seed: null,
  };
  const worker = openWorker();
  let drawn = 0;
  const job = worker.run<CurveScore[], CurveScore>('curve', input, ({ kind, amplitude, correct }) => {
    computed[kind].push([amplitude, (100 * correct) / images]);
    cancelAnimationFrame(drawn);
    drawn = requestAnimationFrame(drawCurves);
  });
  // until then, the static drawing shows the last step
  void worker.run<SwingOutput>('swing', copies).result.then(
    (given) => {
      output = given;
      drawLayers();
    },
    () => {},
  );
  return job.result.then(
    () => show(true),
    (error: Error) =>
      figure.say(`The small network could not be run (${error.message}); the published curves are shown.`, true),
  );
};

/** Keeps the static drawing of the layers until they can be animated. */
function splitStage(stage: HTMLElement): [HTMLElement, HTMLElement] {
  const [layers, curves] = [document.createElement('div'), document.createElement('div')];
  layers.append(...stage.querySelectorAll('svg.shown'));
  stage.replaceChildren(layers, curves);
  return [layers, curves];
}

function describe(computed: Curves, show: string): string {
  const at = (points: Points) => points.find(([amplitude]) => amplitude === 0.5)?.[1];
  if (at(computed.rate) === undefined)
    return `Running the small network on ${images} digits at ${amplitudes.length} amplitudes …`;
  const told = (curves: Curves) =>
    shownKinds(show)
      .map((kind) => `${at(curves[kind])?.toFixed(1)} % ${means[kind]}`)
      .join(', ');
  return `At amplitude 0.5, the large network on ${nengoDlImages.toLocaleString('en')} digits: ${told(nengoDlCurves)} (a saved study). The small network on ${images} digits: ${told(computed)} (computed now).`;
}

const means: Readonly<Record<Kind, string>> = {
  with: 'right with the floor',
  without: 'without it',
  rate: 'as a rate network',
};

function tabulate(figure: Figure, computed: Curves): void {
  const rows = computed.with.map(([amplitude, accuracy], index) => [
    amplitude,
    accuracy,
    computed.without[index]?.[1] ?? '',
    computed.rate[index]?.[1] ?? '',
    nengoDlCurves.with.find(([at]) => at === amplitude)?.[1] ?? '',
    nengoDlCurves.without.find(([at]) => at === amplitude)?.[1] ?? '',
  ]);
  figure.tabulate(
    `Accuracy in percent: ${images} digits, miniature network of seed 0; saved: nengo-dl-all, ${nengoDlImages} digits`,
    ['amplitude', 'with floor', 'without', 'rate network', 'saved: with floor', 'saved: without'],
    rows,
  );
}
