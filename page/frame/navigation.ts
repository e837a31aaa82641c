import type { Store } from './store.ts';

/** Brings a part into view, its heading in focus, so that the keyboard goes on from there. */
export function bringUp(name: string): void {
  document.getElementById(name)?.scrollIntoView();
  document.getElementById(`${name}-title`)?.focus({ preventScroll: true });
}

/** Whether a part can be seen: then going back or forward need not move the page. */
export function isInView(name: string): boolean {
  const box = document.getElementById(name)?.getBoundingClientRect();
  return box !== undefined && box.top < innerHeight && box.bottom > 0;
}

/** Lets the links to the parts go there and leave everything as it is set, and marks the part that is being read. */
export function openNavigation(links: Iterable<HTMLAnchorElement>, store: Store): void {
  for (const link of links) {
    const name = link.hash.slice(1);
    link.addEventListener('click', (event) => {
      // with one of these keys the browser opens a tab of its own
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      store.visit(name);
      bringUp(name);
    });
    markWhenRead(link, name);
  }
}

/** A part is read when it is around the middle of the window. */
function markWhenRead(link: HTMLAnchorElement, name: string): void {
  const section = document.getElementById(name);
  if (section === null) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.at(-1)?.isIntersecting) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    },
    { rootMargin: '-45% 0px -55% 0px' },
  );
  observer.observe(section);
}
