import type { Figure } from './part.ts';

/** Steps per second. */
const paces = { normal: 12, slow: 4 } as const;

/**
 * Creates buttons below the slider `step` to play, pause, and go one step back or forward. Playing stops when the figure
 * is no longer visible.
 *
 * @param step - the current step
 * @param go - goes to a step; `last` at the end, or if playback was stopped
 */
export function openPlayer(
  figure: Figure,
  steps: number,
  step: () => number,
  go: (step: number, last: boolean) => void,
): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const row = document.createElement('div');
  row.className = 'row';
  figure.element.querySelector('.control:has([id$="-step"])')?.append(row);
  const button = (text: string, act: () => void) => {
    const made = document.createElement('button');
    Object.assign(made, { type: 'button', textContent: text });
    made.addEventListener('click', act);
    row.append(made);
    return made;
  };
  const stop = () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    play.textContent = 'Play';
    slow.textContent = 'Slowly';
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
      // the visibility event can be missed if the reader scrolls away early; another step or Reset also ends playback
      if (next >= steps || !figure.isVisible() || step() !== last) return stop();
      last = next++;
      go(last, false);
    }, 1000 / pace);
  };
  const play: HTMLButtonElement = button('Play', () => start(play, paces.normal));
  const slow: HTMLButtonElement = button('Slowly', () => start(slow, paces.slow));
  // single steps remain
  play.hidden = slow.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const to = (change: number) => () => {
    stop();
    go(Math.min(steps - 1, Math.max(0, step() + change)), true);
  };
  button('←', to(-1)).setAttribute('aria-label', 'One step back');
  button('→', to(1)).setAttribute('aria-label', 'One step forward');
  figure.onVisible((visible) => {
    if (!visible) stop();
  });
}
