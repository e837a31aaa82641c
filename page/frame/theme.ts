import { readStored, writeStored } from './stored.ts';

const names = ['auto', 'light', 'dark'] as const;

/** Lets the reader choose light or dark; by default the system decides. */
export function openTheme(button: HTMLButtonElement): void {
  let current = Math.max(0, names.indexOf(readStored('local', 'theme') as (typeof names)[number]));
  const show = () => {
    const name = names[current] as string;
    if (name === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    button.innerHTML = `<span aria-hidden="true">◐</span> <span class="word">Colors: </span>${name}`;
    button.setAttribute('aria-label', `Colors: ${name}`);
  };
  button.addEventListener('click', () => {
    current = (current + 1) % names.length;
    writeStored('local', 'theme', names[current] as string);
    show();
  });
  button.hidden = false;
  show();
}
