import type { Points } from '../../chart/accuracy.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { openWorker } from '../../worker/client.ts';
import type { CurveInput, CurveScore, Kind } from '../../worker/jobs/curve.ts';
import { openingAmplitudes as amplitudes, drawOpening, openingImages as images, shownKinds } from './draw.ts';
import type { fields } from './fields.ts';
import { nengoDlCurves, nengoDlImages } from './saved.ts';

/** Computes the curve of a miniature network in a worker and draws it over the saved curve of the large network. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  const computed: Record<Kind, [number, number][]> = { with: [], without: [], rate: [] };
  const draw = () => {
    const { show, amplitude } = state.values();
    figure.stage.innerHTML = drawOpening(computed, show, amplitude, width);
  };
  const show = (spoken: boolean) => {
    draw();
    figure.say(describe(computed, state.values()), spoken);
    tabulate(figure.tabulate, computed);
  };
  state.watch((_, kind) => show(kind !== 'drag'));
  figure.onWidth((now) => {
    width = now;
    draw();
  });
  const input: CurveInput = {
    network: 'miniature',
    digits: 'few',
    images,
    amplitudes,
    kinds: ['with', 'without', 'rate'],
    seed: null,
  };
  let drawn = 0;
  const job = openWorker().run<CurveScore[], CurveScore>('curve', input, ({ kind, amplitude, correct }) => {
    computed[kind].push([amplitude, (100 * correct) / images]);
    cancelAnimationFrame(drawn);
    drawn = requestAnimationFrame(draw);
  });
  return job.result.then(
    () => show(true),
    (error: Error) =>
      figure.say(`The small network could not be run (${error.message}); the saved study is shown.`, true),
  );
};

function describe(computed: Readonly<Record<Kind, Points>>, { amplitude, show }: ValuesOf<typeof fields>): string {
  const at = nearest(amplitudes, amplitude);
  const here = (kind: Kind) => computed[kind].find(([other]) => other === at)?.[1];
  if (here('rate') === undefined)
    return `Running the small network on ${images} digits at ${amplitudes.length} amplitudes …`;
  const told = shownKinds(show).map((kind) => `${here(kind)} % ${means[kind]}`);
  return `Small network, amplitude ${at}, ${images} digits: ${told.join(', ')}. The faint curves show the large network on ${nengoDlImages.toLocaleString('en')} digits, from a saved study.`;
}

const means: Readonly<Record<Kind, string>> = {
  with: 'right with the floor',
  without: 'without it',
  rate: 'as a rate network',
};

function nearest(all: readonly number[], value: number): number {
  return all.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
}

function tabulate(
  write: (caption: string, head: readonly string[], rows: readonly (readonly (number | string)[])[]) => void,
  computed: Readonly<Record<Kind, Points>>,
): void {
  const rows = computed.with.map(([amplitude, accuracy], index) => [
    amplitude,
    accuracy,
    computed.without[index]?.[1] ?? '',
    computed.rate[index]?.[1] ?? '',
    nengoDlCurves.with.find(([at]) => at === amplitude)?.[1] ?? '',
    nengoDlCurves.without.find(([at]) => at === amplitude)?.[1] ?? '',
  ]);
  const head = ['amplitude', 'with floor', 'without', 'rate network', 'saved: with floor', 'saved: without'];
  write(
    `Accuracy in percent: ${images} digits, miniature network of seed 0; saved: nengo-dl-all, ${nengoDlImages} digits`,
    head,
    rows,
  );
}
