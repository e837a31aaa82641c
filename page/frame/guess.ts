import { readStored, writeStored } from './stored.ts';

/** Whether the controls and results of a figure are covered until a guess. It may hide only what to try. */
export const isCovered = (figure: HTMLElement): boolean =>
  figure.classList.contains('waiting') && figure.dataset.hides === 'controls';

/**
 * Makes the guess of a figure interactive. The markup contains the guesses as buttons, the correct ones (`data-right`),
 * an answer to each (`data-for`), the state to set after a guess (`data-state`) and whether to run it (`data-run`).
 * Until then, `data-hides="tries"` hides what to try, and `data-hides="controls"` the controls and the numbers too.
 * A reload keeps the guess. Without scripts everything is visible.
 *
 * @returns shows what the figure hides
 */
export function openGuess(figure: HTMLElement, set: (state: string, runs: boolean) => void): () => void {
  const guess = figure.querySelector<HTMLElement>('.guess');
  if (guess === null) return () => {};
  const key = `guess-${figure.dataset.part}`;
  const answers = [...guess.querySelectorAll<HTMLElement>('.answer')];
  const buttons = [...guess.querySelectorAll<HTMLButtonElement>('button')];
  const { right = '', state, run } = guess.dataset;
  const allRight = right.split(' ');
  for (const answer of answers) answer.hidden = true;
  (guess.querySelector('.answers') as HTMLElement).ariaLive = 'polite';
  figure.dataset.hides = guess.dataset.hides ?? 'tries';
  figure.classList.add('waiting');
  // screen readers read a description even while it is hidden
  const describe = () => figure.setAttribute('aria-describedby', `${figure.dataset.part}-sentence`);
  if (!isCovered(figure)) describe();
  const reveal = () => {
    figure.classList.remove('waiting');
    describe();
  };
  const show = (button: HTMLButtonElement) => {
    reveal();
    for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
    const { guess: chosen } = button.dataset;
    for (const answer of answers) {
      answer.hidden = answer.dataset.for !== (chosen ?? allRight[0]);
      const verdict = chosen === undefined ? '' : allRight.includes(chosen) ? 'Right. ' : 'Not quite. ';
      (answer.firstElementChild as HTMLElement).textContent = verdict;
    }
  };
  for (const [index, button] of buttons.entries()) {
    button.addEventListener('click', () => {
      show(button);
      writeStored('session', key, String(index));
      if (state) set(state, run !== undefined);
    });
  }
  const before = buttons[Number(readStored('session', key) ?? Number.NaN)];
  if (before !== undefined) show(before);
  return reveal;
}
