import type { Store } from './store.ts';

/** Time in which the figures above a part have grown, even on a slow device. */
const holdMilliseconds = 10_000;

let holding: ResizeObserver | undefined;
const release = () => holding?.disconnect();
for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown', 'popstate']) {
  addEventListener(event, release, { capture: true, passive: true });
}

/** Scrolls to a part, which it opens, and keeps it there while figures above it grow, until the reader acts. */
export function scrollToPart(name: string): void {
  const section = document.getElementById(name);
  if (section === null) return;
  const aside = section.querySelector<HTMLDetailsElement>(':scope > details.aside');
  if (aside !== null) aside.open = true;
  release();
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

/** Makes links to parts, in the navigation and in the text, preserve the state of the page. */
export function openLinks(store: Store): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    const name = link?.hash.slice(1) ?? '';
    // a modifier opens a new tab or window
    const isOwn = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented;
    if (isOwn || name.includes('=') || document.getElementById(name) === null) return;
    event.preventDefault();
    store.visit(name);
    bringUp(name);
  });
  const all = [...document.querySelectorAll<HTMLAnchorElement>('nav a')];
  for (const link of all) markWhenRead(link, all);
}

/** The current part is the last one that was in the middle of the window. */
function markWhenRead(link: HTMLAnchorElement, all: readonly HTMLAnchorElement[]): void {
  const section = link.hash === '' ? null : document.getElementById(link.hash.slice(1));
  if (section === null) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.at(-1)?.isIntersecting) return;
      for (const other of all) if (other !== link) other.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      const bar = link.closest('nav');
      bar?.scrollTo({ left: link.offsetLeft - bar.offsetLeft + (link.offsetWidth - bar.clientWidth) / 2 });
    },
    { rootMargin: '-45% 0px -55% 0px' },
  );
  observer.observe(section);
}
