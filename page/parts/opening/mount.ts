import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import type { PartState } from '../../frame/store.ts';
import { openWorker } from '../../worker/client.ts';
import type { Point, Trace } from '../../worker/jobs/trace.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeToy, drawToy, pointOf, type Read, toyDigits } from './draw.ts';
import type { fields } from './fields.ts';

/** Asks the reader to break the network and to repair it, then why. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  (figure.element.querySelector('.dares') as HTMLElement).ariaLive = 'polite';
  mountToy(figure, state, pointOf, (reads, point) => markFound(figure.element, reads, point));
};

/**
 * Reads three digits at every change. Until the worker is ready, the static drawing remains.
 *
 * @param pointOf - the operating point of the network for the settings
 * @param afterwards - called when the digits are drawn
 */
export function mountToy<Values extends Readonly<Record<string, number | string>>>(
  figure: Figure,
  state: PartState<Values>,
  pointOf: (values: Values) => Point,
  afterwards: (reads: readonly Read[], point: Point) => void = () => {},
): void {
  const worker = openWorker();
  let [width, spoken] = [drawingWidth(figure.stage), false];
  let shown: { readonly reads: readonly Read[]; readonly point: Point } | undefined;
  const show = () => {
    if (shown === undefined) return;
    const { reads, point } = shown;
    figure.stage.innerHTML = drawToy(reads, point, width);
    afterwards(reads, point);
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

/** The question appears once the reader has broken the network, and repaired it without a smaller amplitude. */
function markFound(figure: HTMLElement, reads: readonly Read[], { floor }: Point): void {
  const { classList } = figure;
  const focused = figure.querySelector('.dare :focus');
  const isRight = reads.every(({ label, predicted }) => predicted === label);
  if (!isRight) classList.add('broken');
  else if (floor === 'none' && classList.contains('broken')) classList.add('found');
  if (focused === null || focused.checkVisibility()) return;
  // what had the focus is gone
  const next = [...figure.querySelectorAll<HTMLElement>('.dare, .question')].findLast((one) => one.checkVisibility());
  next?.setAttribute('tabindex', '-1');
  next?.focus();
}
