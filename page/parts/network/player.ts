import type { Figure } from '../../frame/part.ts';

/** Steps of a second of play. */
const paces = { normal: 12, slow: 4 } as const;

/** Buttons that let time run. */
export interface Player {
  readonly stop: () => void;
}

/**
 * Makes buttons to play, pause, and go a step back or on. It plays only when asked, and stops when the figure leaves the
 * view.
 *
 * @param step - the present step
 * @param go - goes to a step; `last` when the play has come to the end or was stopped
 */
export function openPlayer(
  figure: Figure,
  place: HTMLElement,
  steps: number,
  step: () => number,
  go: (step: number, last: boolean) => void,
): Player {
  let timer: ReturnType<typeof setInterval> | undefined;
  const button = (text: string, act: () => void) => {
    const made = document.createElement('button');
    Object.assign(made, { type: 'button', textContent: text });
    made.addEventListener('click', act);
    place.append(made);
    return made;
  };
  const stop = () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    play.textContent = 'Play';
    slow.textContent = 'Play slowly';
    go(step(), true);
  };
  const start = (own: HTMLButtonElement, pace: number) => {
    const wasPlaying = own.textContent === 'Pause';
    stop();
    if (wasPlaying) return;
    let last = step();
    let next = last >= steps - 1 ? 0 : last;
    own.textContent = 'Pause';
    timer = setInterval(() => {
      // whoever scrolled away before the browser had told of the figure in view is not told of it leaving; and whoever
      // goes to another step, or resets, is not taken back
      if (next >= steps || !figure.isVisible() || step() !== last) return stop();
      last = next++;
      go(last, false);
    }, 1000 / pace);
  };
  const play: HTMLButtonElement = button('Play', () => start(play, paces.normal));
  const slow: HTMLButtonElement = button('Play slowly', () => start(slow, paces.slow));
  const to = (change: number) => () => {
    stop();
    go(Math.min(steps - 1, Math.max(0, step() + change)), true);
  };
  button('←', to(-1)).setAttribute('aria-label', 'A step back');
  button('→', to(1)).setAttribute('aria-label', 'A step on');
  figure.onVisible((visible) => {
    if (!visible) stop();
  });
  return { stop };
}
