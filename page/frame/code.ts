import { openCopyCode } from './copy-link.ts';
import type { Part, Snippet } from './part.ts';
import type { PartState } from './store.ts';

/** Shows the code that computes a figure, with the present settings, once the reader opens it. */
export function openCode(figure: HTMLElement, part: Part, state: PartState): void {
  const details = figure.querySelector<HTMLDetailsElement>('.program') as HTMLDetailsElement;
  let write: (() => void) | undefined;
  details.addEventListener('toggle', async () => {
    if (!details.open || write !== undefined) return write?.();
    write = () => {};
    const { code } = await part.code();
    const body = document.createElement('div');
    details.append(body);
    write = () => body.replaceChildren(...code(state.values()).map(makeSnippet));
    state.watch((_, kind) => {
      if (details.open && kind !== 'drag') write?.();
    });
  });
}

function makeSnippet({ language, text }: Snippet): HTMLElement {
  const pre = document.createElement('pre');
  pre.className = 'code';
  pre.dataset.language = language;
  const inside = document.createElement('code');
  inside.textContent = text;
  pre.append(inside);
  openCopyCode(pre);
  return pre;
}
