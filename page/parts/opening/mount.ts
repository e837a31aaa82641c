import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { openWorker } from '../../worker/client.ts';
import type { Trace } from '../../worker/jobs/trace.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeToy, drawToy, type Read, toyDigits } from './draw.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Reads three digits at every change. Until the worker is ready, the static drawing remains. */
export const mount: Mount<Values> = (figure, state) => {
  const worker = openWorker();
  (figure.element.querySelector('.dares') as HTMLElement).ariaLive = 'polite';
  let [width, spoken] = [drawingWidth(figure.stage), false];
  let shown: { readonly reads: readonly Read[]; readonly values: Values } | undefined;
  const show = () => {
    if (shown === undefined) return;
    const { reads, values } = shown;
    figure.stage.innerHTML = drawToy(reads, values, width);
    markFound(figure.element, reads, values);
    figure.say(describeToy(reads, values), spoken);
    const rows = reads.map(({ label, predicted, spikeCounts }) => [`a ${label}`, predicted, ...spikeCounts]);
    figure.tabulate('Answers, and spikes in 30 ms', ['digit', 'read as', 'layer 1', 'layer 2', 'layer 3'], rows);
  };
  const ask = latestWins(
    ({ amplitude, floor }: Values) =>
      Promise.all(toyDigits.map((image) => worker.run<Trace>('trace', { image, amplitude, floor }).result)),
    (reads, values) => {
      shown = { reads, values };
      show();
    },
    (error) => figure.say(`The network could not be run: ${error.message}`, true),
  );
  state.watch((values, kind) => {
    spoken = kind !== 'drag';
    ask(values);
  });
  figure.onWidth((now) => {
    width = now;
    show();
  });
};

/** The question appears once the reader has broken the network, and repaired it without a smaller amplitude. */
function markFound(figure: HTMLElement, reads: readonly Read[], { floor }: Values): void {
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
