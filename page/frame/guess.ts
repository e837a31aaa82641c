import { readStored, writeStored } from './stored.ts';

/**
 * Makes the guess of a figure interactive. The markup contains the guesses as buttons, the correct ones (`data-right`),
 * an answer to each (`data-for`), the state to set after a guess (`data-state`) and whether to run it (`data-run`).
 * A guess hides nothing but the answers to the other guesses. A reload keeps it. Without scripts all answers are visible.
 */
export function openGuess(figure: HTMLElement, set: (state: string, runs: boolean) => void): void {
  const guess = figure.querySelector<HTMLElement>('.guess');
  if (guess === null) return;
  const key = `guess-${figure.dataset.part}`;
  const answers = [...guess.querySelectorAll<HTMLElement>('.answer')];
  const buttons = [...guess.querySelectorAll<HTMLButtonElement>('button')];
  const { right = '', state, run } = guess.dataset;
  const allRight = right.split(' ');
  for (const answer of answers) answer.hidden = true;
  (guess.querySelector('.answers') as HTMLElement).ariaLive = 'polite';
  const show = (button: HTMLButtonElement) => {
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
}
