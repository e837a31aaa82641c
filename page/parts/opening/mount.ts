import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Figure, Mount } from '../../frame/part.ts';
import type { PartState } from '../../frame/store.ts';
import { openWorker } from '../../worker/client.ts';
import type { Point, Trace } from '../../worker/jobs/trace.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeToy, drawToy, pointOf, randomDigits, type Shown, toyDigits } from './draw.ts';
import type { fields } from './fields.ts';
import { addPad } from './pad.ts';

/** Reads three digits at the settings of the opening. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => mountToy(figure, state, pointOf);

/**
 * Reads three digits, and then twenty more, at every change; one that the reader draws replaces the first. Until the
 * worker is ready, the static drawing remains.
 *
 * @param pointOf - the operating point of the network for the settings
 * @param tilesAcross - as for `drawToy`
 */
export function mountToy<Values extends Readonly<Record<string, number | string>>>(
  figure: Figure,
  state: PartState<Values>,
  pointOf: (values: Values) => Point,
  tilesAcross?: number,
): void {
  const worker = openWorker();
  let [width, spoken] = [drawingWidth(figure.stage), false];
  let shown: Shown | undefined;
  let random: Shown | undefined;
  let drawn: Uint8Array | undefined;
  const show = () => {
    if (shown === undefined) return;
    figure.stage.innerHTML = drawToy(shown, random, width, tilesAcross);
    figure.say(describeToy(shown, random), spoken);
    const rows = shown.reads.map(({ label, predicted, spikeCounts }) => [
      label === undefined ? 'yours' : `a ${label}`,
      predicted,
      ...spikeCounts,
    ]);
    figure.tabulate('Answers, and spikes in 30 ms', ['digit', 'read as', 'layer 1', 'layer 2', 'layer 3'], rows);
  };
  const readAll = (digits: () => readonly (number | Uint8Array)[], keep: (answer: Shown) => void) =>
    latestWins(
      (point: Point) => Promise.all(digits().map((image) => worker.run<Trace>('trace', { image, ...point }).result)),
      (reads, point) => {
        keep({ reads, point });
        show();
      },
      (error) => figure.say(`The network could not be run: ${error.message}`, true),
    );
  const askRandom = readAll(
    () => randomDigits,
    (answer) => {
      random = answer;
    },
  );
  const ask = readAll(
    () => (drawn === undefined ? toyDigits : [drawn, ...toyDigits.slice(1)]),
    (answer) => {
      shown = answer;
      // twenty more would delay a slider that moves
      if (spoken) askRandom(answer.point);
    },
  );
  const read = () => {
    figure.wait();
    ask(pointOf(state.values()));
  };
  state.watch((_, kind) => {
    spoken = kind !== 'drag';
    read();
  });
  const pad = addPad(figure.more, figure.element.dataset.part ?? '', (digit) => {
    drawn = digit;
    read();
  });
  figure.onReset(() => {
    drawn = undefined;
    pad.clear();
    read();
  });
  figure.onWidth((now) => {
    width = now;
    show();
  });
}
