import { isCovered } from './guess.ts';

/** Pause after the last change before a sentence is announced. */
const pauseMilliseconds = 1000;

/**
 * Announces sentences to screen readers: none before the reader acts in the part or while the result is covered, and
 * only the last of several within a second.
 */
export function openSpeech(figure: HTMLElement): (text: string) => void {
  const part = figure.closest('section') ?? figure;
  const spoken = figure.querySelector('.spoken') as HTMLElement;
  let hasActed = false;
  for (const event of ['input', 'change', 'click', 'pointerup', 'keydown']) {
    part.addEventListener(event, (given) => {
      if ((given as KeyboardEvent).key !== 'Tab') hasActed = true;
    });
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    if (!hasActed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isCovered(figure) && spoken.textContent !== text) spoken.textContent = text;
    }, pauseMilliseconds);
  };
}
