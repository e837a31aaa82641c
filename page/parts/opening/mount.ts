import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import type { PartState } from '../../frame/store.ts';
import { openWorker } from '../../worker/client.ts';
import type { Point, Trace } from '../../worker/jobs/trace.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeToy, drawToy, pointOf, type Read, toyDigits } from './draw.ts';
import type { fields } from './fields.ts';

/** Reads three digits at the settings of the opening. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => mountToy(figure, state, pointOf);

/**
 * Reads three digits at every change. Until the worker is ready, the static drawing remains.
 *
 * @param pointOf - the operating point of the network for the settings
 */
export function mountToy<Values extends Readonly<Record<string, number | string>>>(
  figure: Figure,
  state: PartState<Values>,
  pointOf: (values: Values) => Point,
): void {
  const worker = openWorker();
  let [width, spoken] = [drawingWidth(figure.stage), false];
  let shown: { readonly reads: readonly Read[]; readonly point: Point } | undefined;
  const show = () => {
    if (shown === undefined) return;
    const { reads, point } = shown;
    figure.stage.innerHTML = drawToy(reads, point, width);
    figure.say(describeToy(reads, point), spoken);
    const rows = reads.map(({ label, predicted, spikeCounts }) => [`a ${label}`, predicted, ...spikeCounts]);
    figure.tabulate('Answers, and spikes in 30 ms', ['digit', 'read as', 'layer 1', 'layer 2', 'layer 3'], rows);
  };
  const ask = latestWins(
    (point: Point) => Promise.all(toyDigits.map((image) => worker.run<Trace>('trace', { image, ...point }).result)),
    (reads, point) => {
      shown = { reads, point };
      show();
    },
    (error) => figure.say(`The network could not be run: ${error.message}`, true),
  );
  state.watch((values, kind) => {
    spoken = kind !== 'drag';
    figure.wait();
    ask(pointOf(values));
  });
  figure.onWidth((now) => {
    width = now;
    show();
  });
}
