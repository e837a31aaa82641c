import type { Store } from './store.ts';

/** Time in which the figures above a part have grown, even on a slow device. */
const holdMilliseconds = 10_000;

let holding: ResizeObserver | undefined;
for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
  addEventListener(event, () => holding?.disconnect(), { capture: true, passive: true });
}

/** Scrolls to a part and keeps it there while figures above it grow, until the reader acts. */
export function scrollToPart(name: string): void {
  const section = document.getElementById(name);
  if (section === null) return;
  holding?.disconnect();
  const holder = new ResizeObserver(() => section.scrollIntoView());
  holder.observe(document.body);
  holding = holder;
  // dragging the scroll bar sends no event
  setTimeout(() => holder.disconnect(), holdMilliseconds);
}

/** Scrolls to a part and focuses its heading. */
export function bringUp(name: string): void {
  scrollToPart(name);
  document.getElementById(`${name}-title`)?.focus({ preventScroll: true });
}

/** Whether a part is visible. If so, going back or forward does not scroll. */
export function isInView(name: string): boolean {
  const box = document.getElementById(name)?.getBoundingClientRect();
  return box !== undefined && box.top < innerHeight && box.bottom > 0;
}

/** Makes navigation links preserve the state of the page, and marks the current part. */
export function openNavigation(links: Iterable<HTMLAnchorElement>, store: Store): void {
  const all = [...links];
  for (const link of all) {
    const name = link.hash.slice(1);
    link.addEventListener('click', (event) => {
      // the browser opens a new tab or window
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      store.visit(name);
      bringUp(name);
    });
    markWhenRead(link, all);
  }
}

/** The current part is the last one that was in the middle of the window. */
function markWhenRead(link: HTMLAnchorElement, all: readonly HTMLAnchorElement[]): void {
  const section = document.getElementById(link.hash.slice(1));
  if (section === null) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.at(-1)?.isIntersecting) return;
      for (const other of all) if (other.hash !== link.hash) other.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      const bar = link.closest('nav');
      bar?.scrollTo({ left: link.offsetLeft - bar.offsetLeft + (link.offsetWidth - bar.clientWidth) / 2 });
    },
    { rootMargin: '-45% 0px -55% 0px' },
  );
  observer.observe(section);
}
