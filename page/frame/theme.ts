const names = ['auto', 'light', 'dark'] as const;
const key = 'lifspec-theme';

/** Lets the reader choose light or dark; by default the system decides. */
export function openTheme(button: HTMLButtonElement): void {
  let current = Math.max(0, names.indexOf(readChoice() as (typeof names)[number]));
  const show = () => {
    const name = names[current] as string;
    if (name === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    button.innerHTML = `<span aria-hidden="true">◐</span> <span class="word">Colors: </span>${name}`;
    button.setAttribute('aria-label', `Colors: ${name}`);
  };
  button.addEventListener('click', () => {
    current = (current + 1) % names.length;
    saveChoice(names[current] as string);
    show();
  });
  button.hidden = false;
  show();
}

/** The choice of an earlier visit; null if the browser blocks storage. */
function readChoice(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function saveChoice(name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // the choice lasts until the page is closed
  }
}
