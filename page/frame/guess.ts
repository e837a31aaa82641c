/** Whether the result of a figure is covered until a guess. It may hide only what to try. */
export const isCovered = (figure: HTMLElement): boolean =>
  figure.classList.contains('waiting') && figure.dataset.hides !== 'tries';

/** A question to answer before the result appears. Without scripts the result is visible. */
export interface Guess {
  /** Shows the result. */
  readonly reveal: () => void;
}

/**
 * Makes the guess of a figure interactive. The markup contains the answers as buttons, the correct one (`data-right`),
 * the state to set after a guess (`data-state`), whether to run it (`data-run`), what to say instead of
 * “Not quite” (`data-verdict` of a button), and the explanation (`.answer`).
 * Until then, `data-hides="tries"` hides what to try, `data-hides="result"` the result too, and `data-hides` also the
 * takeaway.
 */
export function openGuess(figure: HTMLElement, set: (state: string, runs: boolean) => void): Guess {
  const guess = figure.querySelector<HTMLElement>('.guess');
  if (guess === null) return { reveal: () => {} };
  const answer = guess.querySelector<HTMLElement>('.answer') as HTMLElement;
  const explanation = [...answer.childNodes];
  const buttons = [...guess.querySelectorAll<HTMLButtonElement>('button')];
  const { right, state, run } = guess.dataset;
  // printed pages show the answer
  answer.dataset.printed = answer.textContent ?? '';
  answer.replaceChildren();
  answer.ariaLive = 'polite';
  if (guess.dataset.hides !== undefined) {
    figure.dataset.hides = guess.dataset.hides || 'all';
    figure.classList.add('waiting');
  }
  // screen readers read a description even while it is hidden
  const describe = () => figure.setAttribute('aria-describedby', `${figure.dataset.part}-sentence`);
  if (!isCovered(figure)) describe();
  const reveal = () => {
    figure.classList.remove('waiting');
    describe();
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      reveal();
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      const { guess: chosen } = button.dataset;
      const verdict =
        chosen === undefined ? '' : `${chosen === right ? 'Right' : (button.dataset.verdict ?? 'Not quite')}. `;
      answer.replaceChildren(verdict, ...explanation);
      if (state) set(state, run !== undefined);
    });
  }
  return { reveal };
}
