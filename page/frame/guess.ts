/** A question that the reader answers before the result shows. Without scripts everything shows. */
export interface Guess {
  /** Shows the result, whatever was guessed. */
  readonly reveal: () => void;
}

/**
 * Makes the guess of a figure live. The markup holds the answers as buttons, which of them is right (`data-right`), what
 * is set when one is chosen (`data-state`), whether it is run then (`data-run`), and what is said then (`.answer`);
 * with `data-hides` the result is covered until then.
 */
export function openGuess(figure: HTMLElement, set: (state: string, runs: boolean) => void): Guess {
  const guess = figure.querySelector<HTMLElement>('.guess');
  if (guess === null) return { reveal: () => {} };
  const answer = guess.querySelector<HTMLElement>('.answer') as HTMLElement;
  const explanation = answer.textContent ?? '';
  const buttons = [...guess.querySelectorAll<HTMLButtonElement>('button')];
  const { right, state, run } = guess.dataset;
  // on paper nobody can guess
  answer.dataset.printed = explanation;
  answer.textContent = '';
  if ('hides' in guess.dataset) figure.classList.add('waiting');
  const reveal = () => figure.classList.remove('waiting');
  for (const button of buttons) {
    button.addEventListener('click', () => {
      reveal();
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      const { guess: chosen } = button.dataset;
      const verdict = chosen === undefined ? '' : chosen === right ? 'Right. ' : 'Not so. ';
      answer.textContent = verdict + explanation;
      if (state) set(state, run !== undefined);
    });
  }
  return { reveal };
}
